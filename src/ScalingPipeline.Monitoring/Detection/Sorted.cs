namespace ScalingPipeline.Monitoring.Detection;

/// <summary>Statistics of values in ascending order.</summary>
internal static class Sorted
{
    /// <summary>Of a normal distribution: standard deviation over median absolute deviation.</summary>
    public const double MedianToDeviation = 1.4826;

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Median(double[] sorted) =>
        0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);

    /// <summary>Robust standard deviation: 1.4826 times the median distance from the median.</summary>
    public static double Deviation(double[] sorted)
    {
        var median = Median(sorted);
        return MedianToDeviation * Median([.. sorted.Select(v => Math.Abs(v - median)).Order()]);
    }
}
