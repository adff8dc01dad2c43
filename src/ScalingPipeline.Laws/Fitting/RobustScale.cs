namespace ScalingPipeline.Laws.Fitting;

/// <summary>The scale of weighted residuals with a few gross ones among them.</summary>
internal static class RobustScale
{
    /// <summary>Median absolute deviation to standard deviation of a normal.</summary>
    private const double MedianToDeviation = 1.4826;

    /// <summary>
    /// 1.4826 x the weighted median |r|, not below half the weighted root mean square of r winsorised at 3 of these, times sqrt(n/(n-p)), n the effective number
    /// (sum w)^2 / sum w^2, not below <paramref name="floor"/>: scales from few points collapse otherwise.
    /// </summary>
    /// <param name="points">n, where it is not the effective number.</param>
    public static double Of(
        ReadOnlySpan<double> residuals,
        ReadOnlySpan<double> weight,
        int parameters,
        double floor,
        double? points = null
    )
    {
        var size = new double[residuals.Length];
        for (var i = 0; i < size.Length; i++)
        {
            size[i] = Math.Abs(residuals[i]);
        }

        var scale = MedianToDeviation * WeightedMedian(size, weight);
        double squares = 0,
            total = 0,
            ofWeights = 0;
        for (var i = 0; i < size.Length; i++)
        {
            var r = Math.Min(size[i], 3 * scale);
            squares += weight[i] * r * r;
            total += weight[i];
            ofWeights += weight[i] * weight[i];
        }

        var effective = points ?? (total * total / ofWeights);
        scale = Math.Max(scale, 0.5 * Math.Sqrt(squares / total));
        return Math.Max(floor, scale * Math.Sqrt(effective / Math.Max(1, effective - parameters)));
    }

    /// <summary>The value at which half the weight is reached; the mean of two values when it is reached exactly between them.</summary>
    public static double WeightedMedian(double[] values, ReadOnlySpan<double> weight)
    {
        var sorted = (double[])values.Clone();
        var sortedWeight = weight.ToArray();
        Array.Sort(sorted, sortedWeight);
        var total = 0.0;
        foreach (var w in sortedWeight)
        {
            total += w;
        }

        var sum = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sortedWeight[i];
            if (sum > 0.5 * total * (1 + 1e-12))
            {
                return sorted[i];
            }

            if (sum >= 0.5 * total * (1 - 1e-12) && i + 1 < sorted.Length)
            {
                return 0.5 * (sorted[i] + sorted[i + 1]);
            }
        }

        return sorted[^1];
    }
}
