using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>
/// The forecast of one learning curve beyond its last x: the geometric mean of two robust fits, a power law with a floor and one with a smooth break, weighted by how well each has forecast
/// the curve so far. Not a law to report: its parameters are not shown.
/// </summary>
/// <remarks>
/// Two good, different forms are enough: choosing the single winner, or pooling more forms, forecasts worse. The settings were estimated on the 72 vision curves of
/// Alabdulmohsin et al. 2022 (arXiv 2209.06640) and then held on curves kept aside.
/// </remarks>
public sealed class CurveExtrapolation
{
    /// <summary>Fewer distinct x than this are not extrapolated.</summary>
    public const int LeastPoints = 5;

    /// <summary>Beyond this many decades past the data the number is an extrapolation of the extrapolation.</summary>
    public const double FirmDecades = 0.35;

    /// <summary>With fewer distinct x rolling origins choose badly: the law with a floor stands alone.</summary>
    private const int PointsForTwoLaws = 12;

    /// <summary>Quantiles of |log error| / sigma on the 72 vision curves, one weight for each; leaving one architecture out covers .80 / .90 / .95.</summary>
    private static readonly PooledQuantiles Quantiles = new(
        [0.5, 0.8, 0.9, 0.95],
        [0.74, 1.45, 2.05, 2.62],
        "72 vision curves"
    );

    /// <summary>The largest level that <see cref="At"/> has an interval for.</summary>
    public static double LargestLevel => Quantiles.Levels[^1];

    /// <summary>What the intervals were measured on, in words.</summary>
    public static string Basis => Quantiles.Basis;

    private readonly CurveFit floored;
    private readonly CurveFit? broken;
    private readonly double share;
    private readonly double drift;

    private CurveExtrapolation(CurvePoints points)
    {
        Points = points.Count;
        LargestX = points.X[^1];
        floored = CurveFit.Of(FlooredCurve.Instance, points);
        var origins = RollingOrigin.Of(points);
        share = 1;
        if (points.Count >= PointsForTwoLaws)
        {
            broken = CurveFit.Of(BrokenCurve.Instance, points);
            var one = CurveErrors.MeanSquare(origins, o => o.Floored);
            var other = CurveErrors.MeanSquare(origins, o => o.Broken);
            share = one + other > 0 ? other / (one + other) : 0.5;
        }

        drift = CurveErrors.Drift(origins, share, LargestX);
    }

    /// <summary>Distinct x.</summary>
    public int Points { get; }

    public double LargestX { get; }

    /// <summary>Whether there are points enough for a law with a break beside the one with a floor.</summary>
    public bool HasTwoLaws => broken is not null;

    /// <summary>The weight of the law with a floor; the rest is the law with a break.</summary>
    public double FlooredShare => share;

    /// <summary>Fits a curve.</summary>
    /// <param name="x">Examples, tokens or steps seen; positive, in any order; equal x are merged.</param>
    /// <param name="loss">As many positive losses or error rates.</param>
    /// <returns>Null with fewer than five distinct x: not identified.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a value is not positive and finite.</exception>
    public static CurveExtrapolation? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> loss)
    {
        if (x.Length != loss.Length)
        {
            throw new ArgumentException(
                $"There are {x.Length} values of x but {loss.Length} losses.",
                nameof(loss)
            );
        }

        var logs = new double[loss.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            if (!(x[i] > 0 && loss[i] > 0 && double.IsFinite(x[i]) && double.IsFinite(loss[i])))
            {
                throw new ArgumentException(
                    $"Row {i} has x {x[i]} and loss {loss[i]}; both must be positive and finite.",
                    nameof(loss)
                );
            }

            logs[i] = Elementary.Log(loss[i]);
        }

        var points = CurvePoints.Of(x, logs);
        return points.Count < LeastPoints ? null : new CurveExtrapolation(points);
    }

    /// <summary>The forecast loss at x.</summary>
    public double Loss(double x) => Elementary.Exp(LogLoss(x));

    /// <summary>The forecast at x with its interval.</summary>
    /// <param name="x">In the unit of the curve.</param>
    /// <param name="level">Coverage, .5 to .95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside the measured quantiles.</exception>
    public CurveForecast At(double x, double level = 0.9)
    {
        var half = Quantiles.At(level) * Sigma(x);
        var loss = Loss(x);
        var decades = Math.Max(0, Elementary.Log10(x / LargestX));
        return new CurveForecast(
            loss,
            level,
            loss * Elementary.Exp(-half),
            loss * Elementary.Exp(half),
            decades,
            decades > FirmDecades
                    ? $"provisional: {decades:0.00} decades beyond the data, intervals were measured to {FirmDecades}"
                : Points < PointsForTwoLaws ? $"provisional: {Points} points, one law alone"
                : "nominal"
        );
    }

    internal double LogLoss(double x) =>
        broken is null
            ? floored.LogLoss(x)
            : (share * floored.LogLoss(x)) + ((1 - share) * broken.LogLoss(x));

    /// <summary>sigma of log loss: s^2 + .2 R h^2, h decades beyond the data and R what earlier origins missed by.</summary>
    internal double Sigma(double x)
    {
        var h = Math.Max(0, Elementary.Log10(x / LargestX));
        return Math.Sqrt((floored.Scale * floored.Scale) + (0.2 * drift * h * h));
    }
}
