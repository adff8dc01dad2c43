namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>A receiver answered, and did not take the notice. The message is shown to people and holds no secret.</summary>
public sealed class SinkRefusedException : Exception
{
    public SinkRefusedException() { }

    public SinkRefusedException(string message)
        : base(message) { }

    public SinkRefusedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>The receiver wants to be left alone for this long; null when it did not say so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It was what the notice says, or how much, that it did not take: another notice may be taken, and this one is not tried again at once.</summary>
    public bool BlamesContent { get; init; }
}
