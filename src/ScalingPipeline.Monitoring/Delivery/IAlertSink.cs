namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Where alerts go: a log, blobs, a webhook, a chat. A notice may come more than once; its id is the same then.</summary>
public interface IAlertSink
{
    /// <summary>Unique among the configured sinks; part of the identity of its messages.</summary>
    string Name { get; }

    /// <summary>The most alerts in one notice; those that one refit moved in one domain come together. 1: each comes alone.</summary>
    int Capacity => 1;

    /// <summary>A firing alert is told again at the first refit after this time, and so on. Zero: never.</summary>
    TimeSpan Repeat => TimeSpan.Zero;

    /// <summary>Of a receiver that forgets what it is not told of: it is told of all firing alerts this often. Zero: it remembers.</summary>
    TimeSpan Resend => TimeSpan.Zero;

    /// <summary>Delivers one notice; any exception means that it was not taken.</summary>
    /// <exception cref="SinkRefusedException">The receiver said no, or when to come again.</exception>
    Task SendAsync(AlertNotice notice, CancellationToken cancellationToken);
}
