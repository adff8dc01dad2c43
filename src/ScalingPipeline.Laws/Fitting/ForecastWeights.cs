using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>
/// The settings of the forecast fit: weights (C/Cmax)^p, Huber at 0.6 s, prior alpha, beta ~ N(.35, .15) times s^2. The power p lies between .5 and 1 and is as large as leaves an effective
/// number of 40 points: many runs bear more weight on the largest than few. Mean absolute log error on forward-chained forecasts, against the unweighted Huber(1e-3) fit:
/// chinchilla .0074 (.0102), gemstones .016 (.023), isoflop .047 (.072), openlm .060 (.073), routing .017 (.019).
/// </summary>
/// <remarks>The settings were estimated on these families; they are flat (p .5 to 1, 25 to 40 points: within 10 %).</remarks>
public static class ForecastWeights
{
    public const double LeastPower = 0.5;
    public const double GreatestPower = 1;

    /// <summary>Effective number (sum w)^2 / sum w^2 below which the power is not raised.</summary>
    public const double EffectivePoints = 40;

    public const double HuberScales = 0.6;
    public const double PriorMean = 0.35;
    public const double PriorDeviation = 0.15;

    /// <summary>Least scale of the residuals, in log loss.</summary>
    public const double LeastScale = 2e-4;

    /// <summary>Rounds of (scale, solve).</summary>
    internal const int Rounds = 4;

    private const int Halvings = 24;

    /// <summary>The prior at residual scale s: it vanishes on clean data and acts on noisy or short data.</summary>
    internal static ExponentPrior Prior(double scale, AdditiveForm form) =>
        new(
            PriorMean,
            scale * scale / (PriorDeviation * PriorDeviation),
            form.HasSecondTerm ? 1 : 0
        );

    /// <summary>The power of compute in the weights of these points.</summary>
    internal static double PowerOf(Observations data) => PowerOf(data.Weight, Compute(data));

    /// <summary>The power of compute in the weights of points with these weights of their own.</summary>
    internal static double PowerOf(double[] own, double[] compute) =>
        LargestPower(own, Shares(compute));

    /// <summary>Own weights times (C/Cmax)^p, rescaled so that their sum is the effective number (sum w)^2 / sum w^2; else the prior would change strength.</summary>
    internal static double[] Of(Observations data) => Of(data.Weight, Compute(data));

    /// <inheritdoc cref="Of(Observations)"/>
    internal static double[] Of(double[] own, double[] compute)
    {
        var shares = Shares(compute);
        var weight = Weighted(own, shares, LargestPower(own, shares));
        double sum = 0,
            squares = 0;
        foreach (var w in weight)
        {
            sum += w;
            squares += w * w;
        }

        return Array.ConvertAll(weight, w => w * sum / squares);
    }

    /// <summary>The effective number falls as the power rises: the largest power that leaves enough, by halving.</summary>
    private static double LargestPower(double[] own, double[] shares)
    {
        if (Effective(GreatestPower) >= EffectivePoints)
        {
            return GreatestPower;
        }

        double low = LeastPower,
            high = GreatestPower;
        if (Effective(low) <= EffectivePoints)
        {
            return low;
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = 0.5 * (low + high);
            (low, high) = Effective(middle) >= EffectivePoints ? (middle, high) : (low, middle);
        }

        return low;

        double Effective(double power)
        {
            double sum = 0,
                squares = 0;
            foreach (var w in Weighted(own, shares, power))
            {
                sum += w;
                squares += w * w;
            }

            return sum * sum / squares;
        }
    }

    private static double[] Weighted(double[] own, double[] logShares, double power)
    {
        var weight = new double[own.Length];
        VectorSum.Exp(logShares, power, weight);
        for (var i = 0; i < weight.Length; i++)
        {
            weight[i] *= own[i];
        }

        return weight;
    }

    private static double[] Compute(Observations data) =>
        [.. Enumerable.Range(0, data.X.Length).Select(data.Compute)];

    /// <summary>ln(C/Cmax) of every slot.</summary>
    private static double[] Shares(double[] compute)
    {
        var largest = compute.DefaultIfEmpty().Max();
        return Array.ConvertAll(compute, c => Elementary.Log(c / largest));
    }
}
