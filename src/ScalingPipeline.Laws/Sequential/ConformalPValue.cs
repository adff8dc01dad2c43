namespace ScalingPipeline.Laws.Sequential;

/// <summary>
/// The share of exchangeable scores at least as large, the new one included: (1 + #{s_i >= s}) / (n + 1). Under exchangeability P(p at most u) is at most u for every u (Vovk et al. 2005); it is never below 1/(n + 1).
/// </summary>
public sealed class ConformalPValue
{
    private readonly double[] sorted;

    /// <param name="calibration">Scores of healthy runs, larger is stranger.</param>
    /// <exception cref="ArgumentException">There is no score, or one is not a number.</exception>
    public ConformalPValue(IEnumerable<double> calibration)
    {
        sorted = [.. calibration.Order()];
        if (sorted.Length == 0 || double.IsNaN(sorted[0]))
        {
            throw new ArgumentException(
                "Conformal p-values need at least one score of a healthy run, and no NaN.",
                nameof(calibration)
            );
        }
    }

    /// <summary>How many healthy scores are behind it: no p-value is below 1/(n + 1).</summary>
    public int Count => sorted.Length;

    /// <summary>The p-value of a new score.</summary>
    public double Of(double score)
    {
        var below = 0;
        var above = sorted.Length;
        while (below < above)
        {
            var middle = (below + above) / 2;
            (below, above) = sorted[middle] < score ? (middle + 1, above) : (below, middle);
        }

        return (1.0 + sorted.Length - below) / (sorted.Length + 1);
    }
}
