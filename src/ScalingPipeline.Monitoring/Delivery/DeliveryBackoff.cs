namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>How long a message waits after its sink failed.</summary>
public static class DeliveryBackoff
{
    /// <summary>backoff x 2^attempts, at most the longest.</summary>
    /// <param name="attempts">Failed deliveries before this one.</param>
    /// <param name="options">The first and the longest wait.</param>
    public static TimeSpan After(int attempts, DeliveryOptions options)
    {
        var seconds = options.Backoff.TotalSeconds * Math.Pow(2, Math.Min(attempts, 30));
        return TimeSpan.FromSeconds(Math.Min(seconds, options.LongestBackoff.TotalSeconds));
    }
}
