namespace ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

/// <summary>How a receiver behaves.</summary>
public enum ReceiverMood
{
    /// <summary>Takes what its protocol allows.</summary>
    Well,

    /// <summary>Breaks the connection.</summary>
    Dead,

    /// <summary>Never answers.</summary>
    Silent,

    /// <summary>Seems to take it, and says in its answer that it did not.</summary>
    Lying,

    /// <summary>Asks to be left alone, for 90 seconds where its protocol can say so.</summary>
    Busy,

    /// <summary>Says no, and repeats all that it was sent.</summary>
    Babbling,

    /// <summary>Sends the caller elsewhere, where everything is taken.</summary>
    Redirecting,
}
