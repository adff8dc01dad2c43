namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>What the body of a webhook is.</summary>
public enum WebhookFormat
{
    /// <summary>See <see cref="WebhookPayload"/>.</summary>
    Alertmanager,

    /// <summary>See <see cref="CloudEvent"/>.</summary>
    CloudEvents,
}
