using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>Quantiles of a sample, linear between order statistics, and the interval of a bootstrap's replicates.</summary>
internal static class Percentile
{
    /// <summary>
    /// The percentile interval, freed of its narrowness with few clusters: the tails are those at which a normal reaches sqrt(n/(n-1)) times its quantile
    /// (Hesterberg 2015, arXiv 1411.5279).
    /// </summary>
    /// <param name="replicates">In any order; sorted here.</param>
    /// <param name="level">Nominal coverage.</param>
    /// <param name="clusters">What was drawn; below 2 when unknown.</param>
    public static (double Low, double High) Interval(
        IEnumerable<double> replicates,
        double level,
        int clusters
    )
    {
        var sorted = replicates.Order().ToArray();
        var tail = (1 - level) / 2;
        if (clusters >= 2)
        {
            double n = clusters;
            tail = Distributions.Normal(
                -Distributions.NormalQuantile((1 + level) / 2) * Math.Sqrt(n / (n - 1))
            );
        }

        return (Of(sorted, tail), Of(sorted, 1 - tail));
    }

    public static double Of(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
