using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>The pooled scale of seven families around the forecast fit of a law without a forecaster of its own.</summary>
/// <param name="fit">The forecast fit.</param>
/// <param name="largestX">The first variable beyond which the law is not followed.</param>
internal sealed class FormTableForecast(Lazy<Fit> fit, double largestX) : ITableForecast
{
    public double LargestLevel => PooledQuantiles.Measured.Levels[^1];

    public LossPrediction? At(double[] row, double level, out string? reason)
    {
        if (row[0] > largestX)
        {
            reason =
                "A law with a break explains the data it was fitted to and is not followed beyond them.";
            return null;
        }

        var forecast = fit.Value;
        var decades = forecast.Form is { } end
            ? Math.Max(0, Elementary.Log10(end.Form.Compute(row) / forecast.LargestCompute))
            : double.NaN;
        if (forecast.Form is not { } form || !forecast.Status.Forecasts(decades))
        {
            reason = forecast.Status.Reason;
            return null;
        }

        reason = null;
        var scale = PooledScale.Of(forecast, form.LogError(row), form.Theta.Length, decades);
        var half = PooledQuantiles.Measured.At(level) * scale.Sigma;
        var loss = form.Loss(row);
        return new LossPrediction(
            loss,
            level,
            loss * Elementary.Exp(-half),
            loss * Elementary.Exp(half),
            decades,
            Basis(forecast)
        );
    }

    private static string Basis(Fit fit)
    {
        var label =
            fit.Status.Kind == Identification.Identified
                ? ""
                : $"; provisional: {fit.Status.Reason}";
        return $"forecast fit, {PooledQuantiles.Measured.Basis}, measured on L(N) and L(N,D){label}";
    }
}
