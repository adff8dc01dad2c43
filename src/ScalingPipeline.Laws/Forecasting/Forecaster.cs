using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forecasting;

/// <summary>Forecasts with intervals from a forecast fit.</summary>
/// <param name="quantiles">The table of the pooled scale; default: <see cref="PooledQuantiles.Measured"/>.</param>
public sealed class Forecaster(PooledQuantiles? quantiles = null)
{
    /// <summary>A level beyond this needs <see cref="InnerScores"/>: the pool's tail rests on a few failures.</summary>
    private const double LargestClaim = 0.95;

    /// <summary>Below this many points the five-parameter law's nominal 90 % covered 77 % (38 forward-chained origins, all but 14 of them from two sizes, which are refused now).</summary>
    private const int FirmPoints = 10;

    private readonly PooledQuantiles quantiles = quantiles ?? PooledQuantiles.Measured;

    /// <summary>The loss of a law of one variable at x.</summary>
    /// <param name="fitted">A forecast fit.</param>
    /// <param name="x">In the unit of the fit.</param>
    /// <param name="level">Coverage, .5 to .99.</param>
    /// <param name="scores">The family's own scores; without them, or with too few, the pooled scale stands alone.</param>
    /// <exception cref="ArgumentException">The fit is a reporting fit, or had too few points.</exception>
    public Forecast At(
        FittedLaw<PowerLaw> fitted,
        double x,
        double level = 0.9,
        InnerScores? scores = null
    ) => Make(fitted.Fit, fitted.Law?.Loss(x), x, x, double.NaN, level, scores);

    /// <summary>The loss of N parameters after D tokens.</summary>
    /// <inheritdoc cref="At(FittedLaw{PowerLaw}, double, double, InnerScores?)"/>
    public Forecast At(
        FittedLaw<ChinchillaLaw> fitted,
        double parameters,
        double tokens,
        double level = 0.9,
        InnerScores? scores = null
    ) =>
        Make(
            fitted.Fit,
            fitted.Law?.Loss(parameters, tokens),
            TrainingCompute.Flops(parameters, tokens),
            parameters,
            tokens,
            level,
            scores
        );

    private Forecast Make(
        Fit fit,
        double? loss,
        double compute,
        double x,
        double secondX,
        double level,
        InnerScores? scores
    )
    {
        if (fit.Kind != FitKind.Forecast)
        {
            throw new ArgumentException(
                "Forecasts come from the forecast fit; this is a reporting fit.",
                nameof(fit)
            );
        }

        if (loss is not { } point)
        {
            throw new ArgumentException(
                $"There is no law to forecast with: {fit.Status.Reason}",
                nameof(fit)
            );
        }

        var decades = Math.Max(0, Elementary.Log10(compute / fit.LargestCompute));
        var scale = PooledScale.Of(fit, Elementary.Log(x), Elementary.Log(secondX), decades);
        var half = quantiles.At(level) * scale.Sigma;
        var calibrated = scores is { AreEnough: true };
        if (calibrated)
        {
            half = scores!.Combine(half, level, decades);
        }

        return new Forecast(
            point,
            level,
            point * Elementary.Exp(-half),
            point * Elementary.Exp(half),
            decades,
            scale,
            calibrated
                ? $"{quantiles.Basis}, times this family's own {scores!.Count} scores from {scores.Origins} origins"
                : quantiles.Basis,
            Calibration(fit, level, calibrated)
        );
    }

    private static string Calibration(Fit fit, double level, bool calibrated)
    {
        if (fit.Status.Kind == Identification.PoorFit || !fit.Exit.IsMinimum())
        {
            return $"not calibrated: {fit.Status.Reason}";
        }

        if (fit.Centred!.HasSecondTerm && fit.Counted < FirmPoints)
        {
            return $"provisional: {fit.Counted} runs for a law of {fit.Centred.Values.Count} parameters, where a nominal 90 % covered 77 % on public families";
        }

        if (level > LargestClaim && !calibrated)
        {
            return $"at most {LargestClaim:P0}: beyond it the pool rests on a few failures";
        }

        if (fit.Status.Kind is Identification.NotIdentified or Identification.FloorNotIdentified)
        {
            return $"provisional: {fit.Status.Reason}";
        }

        return fit.Status.Kind == Identification.Provisional
            ? $"provisional: {fit.DistinctX} distinct points; families of 4-5 covered .93 at nominal 90 %"
            : "nominal";
    }
}
