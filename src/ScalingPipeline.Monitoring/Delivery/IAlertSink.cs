using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Where alerts go: a log, blobs, a webhook. A message may come more than once; its id is the same then.</summary>
public interface IAlertSink
{
    /// <summary>Unique among the configured sinks; part of the identity of its messages.</summary>
    string Name { get; }

    /// <summary>Delivers one message; any exception means that it was not taken.</summary>
    Task SendAsync(OutboxMessage message, AlertDocument alert, CancellationToken cancellationToken);
}
