using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>The forecaster's forecasts of an additive law, with the family's own scores where its points give enough of them.</summary>
/// <param name="data">The points.</param>
/// <param name="options">A forecast fit.</param>
/// <param name="fit">The forecast fit of the points.</param>
/// <param name="at">The forecast at a row and a level, from scores.</param>
/// <param name="compute">C of a row.</param>
internal sealed class AdditiveForecast(
    Observations data,
    FitOptions options,
    Lazy<Fit> fit,
    Func<double[], double, InnerScores, Forecast> at,
    Func<double[], double> compute
) : ITableForecast
{
    private readonly Lazy<InnerScores> scores = new(() => InnerScores.Of(data, options));

    public double LargestLevel => PooledQuantiles.Measured.Levels[^1];

    public LossPrediction? At(double[] row, double level, out string? reason)
    {
        var status = fit.Value.Status;
        var decades = Math.Max(0, Elementary.Log10(compute(row) / fit.Value.LargestCompute));
        if (fit.Value.Centred is null || !status.Forecasts(decades))
        {
            reason = status.Reason;
            return null;
        }

        reason = null;
        var forecast = at(row, level, scores.Value);
        var label = forecast.Calibration is "nominal" ? "" : $"; {forecast.Calibration}";
        return new LossPrediction(
            forecast.Loss,
            forecast.Level,
            forecast.Low,
            forecast.High,
            forecast.Decades,
            $"forecast fit, {forecast.Method}{label}"
        );
    }
}
