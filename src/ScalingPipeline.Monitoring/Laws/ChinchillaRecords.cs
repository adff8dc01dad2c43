using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>L(N, D) = E + A/N^alpha + B/D^beta, as reporting fit (summed Huber 1e-3) and as forecast fit.</summary>
internal sealed class ChinchillaRecords(LawContext context)
{
    private const int RunsToBootstrap = 10;
    private const double ParameterLevel = 0.95;
    private const double ForecastLevel = 0.9;

    /// <param name="points">The completed runs.</param>
    /// <param name="forecast">The forecast fit of them.</param>
    public IEnumerable<LawRecord> Of(
        IReadOnlyList<FinalPoint> points,
        FittedLaw<ChinchillaLaw> forecast
    )
    {
        var data = Data(points);
        var reporting = ChinchillaFit.Fit(data, FitOptions.Reporting);
        yield return Record(points, reporting) with
        {
            Intervals = Bootstrapped(data, reporting),
        };
        yield return Record(points, forecast);
    }

    public static FittedLaw<ChinchillaLaw> ForecastFit(IReadOnlyList<FinalPoint> points) =>
        ChinchillaFit.Fit(Data(points), FitOptions.Forecast);

    /// <summary>A forecast of the loss of one size and length; null when the law does not reach that far.</summary>
    /// <param name="forecaster">Makes the interval.</param>
    /// <param name="points">The completed runs.</param>
    /// <param name="fitted">The forecast fit of them.</param>
    /// <param name="parameters">N.</param>
    /// <param name="tokens">D.</param>
    public static LawForecast? Forecast(
        Forecaster forecaster,
        IReadOnlyList<FinalPoint> points,
        FittedLaw<ChinchillaLaw> fitted,
        double parameters,
        double tokens
    ) =>
        fitted.Law is null
            ? null
            : PowerLawRecords.Allowed(
                fitted.Fit,
                forecaster.At(
                    fitted,
                    parameters,
                    tokens,
                    ForecastLevel,
                    InnerScores.Of(Data(points), FitOptions.Forecast)
                ),
                parameters,
                tokens
            );

    public static Observations Data(IReadOnlyList<FinalPoint> points) =>
        Observations.OfParametersAndTokens(
            [.. points.Select(p => p.Parameters)],
            [.. points.Select(p => p.Tokens)],
            [.. points.Select(p => p.Loss)],
            default,
            [.. points.Select(p => p.Run)]
        );

    /// <summary>A fit as it is stored, without intervals of its parameters.</summary>
    public LawRecord Record(IReadOnlyList<FinalPoint> points, FittedLaw<ChinchillaLaw> fitted) =>
        LawRecords.Of(
            context,
            "L(N,D)",
            "L = E + A/N^alpha + B/D^beta",
            condition: null,
            fitted.Fit,
            NamedParameters.Of(fitted)
        ) with
        {
            Observations =
            [
                .. points.Select(p => new LawPoint(
                    p.Run,
                    p.Parameters,
                    p.Tokens,
                    p.Loss,
                    fitted.Law?.Loss(p.Parameters, p.Tokens) ?? double.NaN
                )),
            ],
        };

    private static Dictionary<string, Interval> Bootstrapped(
        Observations data,
        FittedLaw<ChinchillaLaw> fitted
    )
    {
        var intervals = new Dictionary<string, Interval>(StringComparer.Ordinal);
        if (
            data.Runs.Count < RunsToBootstrap
            || !fitted.Fit.Status.IsUsable
            || Bootstrap.OfChinchilla(data, FitOptions.Reporting, LawContext.BootstrapSeed)
                is not { } sample
        )
        {
            return intervals;
        }

        Add("E", law => law.E);
        Add("A", law => law.A);
        Add("B", law => law.B);
        Add("alpha", law => law.Alpha);
        Add("beta", law => law.Beta);
        return intervals;

        void Add(string name, Func<ChinchillaLaw, double> parameter)
        {
            var (low, high) = sample.Interval(parameter, ParameterLevel);
            intervals[name] = new Interval(ParameterLevel, low, high);
        }
    }
}
