namespace ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

/// <summary>The other end of a sink: checks the protocol, and notes what it took.</summary>
public interface IReceiver : IAsyncDisposable
{
    ReceiverMood Mood { get; set; }

    /// <summary>How often it was asked to take something, whatever became of it.</summary>
    int Asked { get; }

    /// <summary>What it took, as text that holds the names of runs.</summary>
    IReadOnlyCollection<string> Taken { get; }

    /// <summary>The rules of the protocol that were broken, with what broke them.</summary>
    IReadOnlyCollection<string> Broken { get; }

    /// <summary>What it took, told apart as its protocol does: a thing taken twice is there once.</summary>
    IReadOnlyCollection<string> Distinct { get; }
}
