using ScalingPipeline.Laws.Sequential;

namespace ScalingPipeline.Laws.Siblings;

/// <summary>
/// The interval of a final loss around its siblings' prediction: conformal quantiles of leave-one-out errors divided by their kriging SD, pooled over families,
/// and (1 + h) wider h decades outside the reference sizes. Leave-one-family-out coverage of the nominal 90 % interval is .82 to 1.0.
/// </summary>
public sealed class ConformalFinalLoss
{
    private readonly double[] scores;
    private readonly ConformalPValue pValue;

    /// <summary>From healthy runs.</summary>
    /// <param name="standardizedErrors">(ln loss - prediction) / (kriging SD (1 + h)), each run left out of its own references.</param>
    /// <exception cref="ArgumentException">There is no error, or one is not finite.</exception>
    public ConformalFinalLoss(IReadOnlyCollection<double> standardizedErrors)
    {
        if (standardizedErrors.Count == 0 || standardizedErrors.Any(e => !double.IsFinite(e)))
        {
            throw new ArgumentException(
                "Conformal intervals need at least one finite error of a healthy run.",
                nameof(standardizedErrors)
            );
        }

        scores = [.. standardizedErrors.Select(Math.Abs).Order()];
        pValue = new ConformalPValue(scores);
    }

    /// <summary>How many healthy runs are behind it.</summary>
    public int HealthyRuns => scores.Length;

    /// <summary>The error of a run in the units that are pooled.</summary>
    public static double Standardize(KrigingWeights kriging, double predicted, double actual) =>
        (actual - predicted) / (kriging.Deviation * (1 + kriging.DecadesBeyond));

    /// <summary>The ceil((n + 1) level)-th smallest score; infinite when n runs cannot support the level.</summary>
    public double Quantile(double level)
    {
        var rank = (int)Math.Ceiling(((scores.Length + 1) * level) - 1e-9);
        return rank > scores.Length ? double.PositiveInfinity : scores[Math.Max(rank, 1) - 1];
    }

    /// <summary>The interval of ln loss.</summary>
    public (double Low, double High) Interval(
        KrigingWeights kriging,
        double predicted,
        double level
    )
    {
        var half = Quantile(level) * kriging.Deviation * (1 + kriging.DecadesBeyond);
        return (predicted - half, predicted + half);
    }

    /// <summary>Conformal p-value of a run, two-sided; never below 1/(n + 1).</summary>
    public double PValue(KrigingWeights kriging, double predicted, double actual) =>
        pValue.Of(Math.Abs(Standardize(kriging, predicted, actual)));
}
