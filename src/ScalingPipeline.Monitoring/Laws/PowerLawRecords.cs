using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Laws of one variable: L = L_inf + (x0/x)^alpha, as reporting fit (least squares of ln L) and as forecast fit.</summary>
internal sealed class PowerLawRecords(LawContext context)
{
    /// <summary>With fewer runs intervals of the parameters say next to nothing.</summary>
    private const int LeastRuns = 8;
    private const double ParameterLevel = 0.95;
    private const double ForecastLevel = 0.9;

    /// <param name="variable">N, D or C.</param>
    /// <param name="condition">What is held fixed; null when nothing is.</param>
    /// <param name="points">One for each observation: run, x, loss.</param>
    /// <param name="next">The x to forecast, as a multiple of the largest; null for none and no forecast fit.</param>
    public IEnumerable<LawRecord> Of(
        string variable,
        string? condition,
        IReadOnlyList<(string Run, double X, double Loss)> points,
        double? next
    )
    {
        var ordered = points.OrderBy(p => p.Run, StringComparer.Ordinal).ThenBy(p => p.X).ToArray();
        var data = Observations.OfOne(
            variable,
            Array.ConvertAll(ordered, p => p.X),
            Array.ConvertAll(ordered, p => p.Loss),
            default,
            Array.ConvertAll(ordered, p => p.Run)
        );
        var reporting = PowerLawFit.Fit(data, FitOptions.LeastSquares);
        yield return Record(variable, condition, ordered, reporting) with
        {
            Intervals = Profiled(data, variable, reporting),
        };
        if (next is { } factor && ordered.Length > 0)
        {
            var forecast = PowerLawFit.Fit(data, FitOptions.Forecast);
            yield return Record(variable, condition, ordered, forecast) with
            {
                Next = ForecastAt(context.Forecaster, forecast, factor * ordered.Max(p => p.X)),
            };
        }
    }

    /// <summary>L(t) of one evaluation.</summary>
    /// <param name="run">The run that was evaluated.</param>
    /// <param name="fit">Its losses by context position.</param>
    public LawRecord OfPositions(string run, PositionFit fit) =>
        Record(
            "t",
            $"last evaluation of {run}",
            [.. fit.Bins.Select(b => (run, b.At, b.Loss))],
            fit.Fitted
        ) with
        {
            Estimator =
                $"{fit.Fitted.Fit.Estimator}, by ranges of positions weighted by their measured standard errors",
        };

    /// <summary>Null when the law does not reach that far: what is not identified is not forecast.</summary>
    public static LawForecast? ForecastAt(
        Forecaster forecaster,
        FittedLaw<PowerLaw> fitted,
        double x
    ) =>
        fitted.Law is null
            ? null
            : Allowed(fitted.Fit, forecaster.At(fitted, x, ForecastLevel), x, double.NaN);

    /// <summary>The forecast as it is stored; null when the fit does not reach that far.</summary>
    public static LawForecast? Allowed(Fit fit, Forecast forecast, double x, double y) =>
        fit.Status.Forecasts(forecast.Decades) ? ToRecord(forecast, x, y) : null;

    /// <summary>A forecast as it is stored.</summary>
    private static LawForecast ToRecord(Forecast forecast, double x, double y) =>
        new(
            x,
            y,
            forecast.Loss,
            new Interval(forecast.Level, forecast.Low, forecast.High),
            forecast.Decades,
            $"{forecast.Method}; {forecast.Calibration}"
        )
        {
            Scale = forecast.Scale,
        };

    private static Dictionary<string, Interval> NoIntervals => new(StringComparer.Ordinal);

    private LawRecord Record(
        string variable,
        string? condition,
        (string Run, double X, double Loss)[] points,
        FittedLaw<PowerLaw> fitted
    ) =>
        LawRecords.Of(
            context,
            $"L({variable})",
            $"L = L_inf + ({variable}0/{variable})^alpha",
            condition,
            fitted.Fit,
            NamedParameters.Of(fitted, $"{variable}0")
        ) with
        {
            Observations =
            [
                .. points.Select(p => new LawPoint(
                    p.Run,
                    p.X,
                    double.NaN,
                    p.Loss,
                    fitted.Law?.Loss(p.X) ?? double.NaN
                )),
            ],
        };

    /// <summary>Profile intervals: they hold the truth as often as they say, where those of a bootstrap over few sizes do not.</summary>
    private static Dictionary<string, Interval> Profiled(
        Observations data,
        string variable,
        FittedLaw<PowerLaw> fitted
    ) =>
        data.Runs.Count < LeastRuns || !fitted.Fit.Status.IsUsable
            ? NoIntervals
            : ProfileIntervals
                .OfPowerLaw(data, FitOptions.LeastSquares, ParameterLevel)
                .ToDictionary(
                    i => i.Name is "x0" ? $"{variable}0" : i.Name,
                    i => new Interval(i.Level, i.Low, i.High),
                    StringComparer.Ordinal
                );
}
