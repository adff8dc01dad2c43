namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>Quantiles of a sample, linear between order statistics.</summary>
internal static class Percentile
{
    public static double Of(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
