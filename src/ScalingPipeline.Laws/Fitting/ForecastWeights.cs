using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>
/// The settings of the forecast fit: weights (C/Cmax)^0.5, Huber at 0.6 s, prior alpha, beta ~ N(.35, .15) times s^2. Measured to forecast better than
/// the unweighted Huber(1e-3) fit on chinchilla (.0081 against .0101 mean absolute log error), gemstones, isoflop, openlm and routing.
/// </summary>
public static class ForecastWeights
{
    public const double ComputePower = 0.5;
    public const double HuberScales = 0.6;
    public const double PriorMean = 0.35;
    public const double PriorDeviation = 0.15;

    /// <summary>Least scale of the residuals, in log loss.</summary>
    public const double LeastScale = 2e-4;

    /// <summary>Rounds of (scale, solve).</summary>
    internal const int Rounds = 4;

    /// <summary>The prior at residual scale s: it vanishes on clean data and acts on noisy or short data.</summary>
    internal static ExponentPrior Prior(double scale, AdditiveForm form) =>
        new(
            PriorMean,
            scale * scale / (PriorDeviation * PriorDeviation),
            form.HasSecondTerm ? 1 : 0
        );

    /// <summary>Own weights times (C/Cmax)^0.5, rescaled so that their sum is the effective number (sum w)^2 / sum w^2; else the prior would change strength.</summary>
    internal static double[] Of(Observations data, double power = ComputePower)
    {
        var weight = (double[])data.Weight.Clone();
        var largest = Enumerable.Range(0, weight.Length).Max(data.Compute);
        double sum = 0,
            squares = 0;
        for (var i = 0; i < weight.Length; i++)
        {
            weight[i] *= Elementary.Pow(data.Compute(i) / largest, power);
            sum += weight[i];
            squares += weight[i] * weight[i];
        }

        for (var i = 0; i < weight.Length; i++)
        {
            weight[i] *= sum / squares;
        }

        return weight;
    }
}
