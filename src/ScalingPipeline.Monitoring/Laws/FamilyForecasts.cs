using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>A forecast with what the same compute would best be spent on.</summary>
/// <param name="Forecast">The predicted final loss and its interval.</param>
/// <param name="Law">The law it was made from.</param>
/// <param name="Family">The family it is for.</param>
/// <param name="OptimalParameters">N_opt of the same compute; null when L(N,D) is not identified.</param>
/// <param name="OptimalTokens">D_opt of the same compute; null when L(N,D) is not identified.</param>
public sealed record FamilyForecast(
    LawForecast Forecast,
    string Law,
    string Family,
    double? OptimalParameters,
    double? OptimalTokens
);

/// <summary>Forecasts of the final loss of runs that nobody has trained, from the forecast fits of one family.</summary>
public sealed partial class FamilyForecasts
{
    private readonly IReadOnlyList<FinalPoint> _points;
    private readonly FittedLaw<ChinchillaLaw> _joint;
    private readonly Forecaster _forecaster;

    private FamilyForecasts(string family, IReadOnlyList<FinalPoint> points, Forecaster forecaster)
    {
        Family = family;
        _forecaster = forecaster;
        _points = points;
        _joint = ChinchillaRecords.ForecastFit(points);
    }

    public string Family { get; }

    /// <param name="snapshot">The domain.</param>
    /// <param name="family">Null: the family with most completed healthy runs.</param>
    /// <param name="calibration">From the scored forecasts of the installation.</param>
    /// <exception cref="NoForecastException">There is no such family with a completed healthy run.</exception>
    public static FamilyForecasts Of(
        DomainSnapshot snapshot,
        string? family,
        ForecastCalibration calibration
    ) => Of(Detector.Run(snapshot), snapshot.Domain, family, calibration);

    /// <param name="detector">Has seen the domain.</param>
    /// <param name="domain">Its name.</param>
    /// <param name="family">Null: the family with most completed healthy runs.</param>
    /// <param name="calibration">From the scored forecasts of the installation.</param>
    /// <exception cref="NoForecastException">There is no such family with a completed healthy run.</exception>
    public static FamilyForecasts Of(
        Detector detector,
        string domain,
        string? family,
        ForecastCalibration calibration
    )
    {
        var chosen = detector
            .Views.GroupBy(view => view.Family, StringComparer.Ordinal)
            .Where(views =>
                family is null || string.Equals(views.Key, family, StringComparison.Ordinal)
            )
            .Select(views => (views.Key, Points: FinalPoints.Of(views, detector.Conditions).Used))
            .Where(candidate => candidate.Points.Count > 0)
            .OrderByDescending(candidate => candidate.Points.Count)
            .ThenBy(candidate => candidate.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return chosen.Points is null
            ? throw new NoForecastException(
                NoForecast.NoRuns,
                family is null
                    ? $"No healthy run of the domain '{domain}' is complete yet."
                    : $"The domain '{domain}' has no family '{family}' with a completed healthy run."
            )
            : new FamilyForecasts(
                chosen.Key,
                chosen.Points,
                calibration.Forecaster(domain, chosen.Key)
            );
    }

    /// <summary>The same from what a refit wrote down, without looking at the runs again.</summary>
    /// <param name="analysis">The refit.</param>
    /// <param name="family">One of its families.</param>
    /// <returns>Null when no run of the family entered its laws.</returns>
    public static FamilyForecasts? Of(DomainAnalysis analysis, string family)
    {
        var points = analysis
            .Laws.FirstOrDefault(l =>
                l.Law is "L(N,D)" && string.Equals(l.Family, family, StringComparison.Ordinal)
            )
            ?.Observations.Select(o => new FinalPoint(o.Run, o.X, o.Y, o.Observed))
            .ToArray();
        var own = analysis.Calibrations.FirstOrDefault(c =>
            string.Equals(c.Family, family, StringComparison.Ordinal)
        );
        return points is not { Length: > 0 }
            ? null
            : new FamilyForecasts(
                family,
                points,
                new Forecaster(
                    own is null ? null : new PooledQuantiles(own.Levels, own.Quantiles, own.Basis)
                )
            );
    }

    /// <summary>The joint law of the forecast fit; null when the data do not pin it down.</summary>
    public ChinchillaLaw? Joint => _joint.Fit.Status.IsUsable ? _joint.Law : null;

    /// <summary>
    /// The loss of N parameters after D tokens: from L(N) where sizes were trained to just this length, since lengths differ more than
    /// sizes do, else from L(N,D).
    /// </summary>
    /// <exception cref="NoForecastException">No law reaches this size and length.</exception>
    public FamilyForecast At(double parameters, double tokens)
    {
        var sameLength = _points.Where(p => p.Tokens == tokens).ToArray();
        var single =
            sameLength.Length == 0
                ? null
                : PowerLawFit.Fit(
                    Observations.OfOne(
                        "N",
                        [.. sameLength.Select(p => p.Parameters)],
                        [.. sameLength.Select(p => p.Loss)]
                    ),
                    FitOptions.Forecast
                );
        var compute = TrainingCompute.Flops(parameters, tokens);
        if (
            single is not null
            && PowerLawRecords.ForecastAt(_forecaster, single, parameters) is { } forecast
        )
        {
            return Answer(forecast, "L(N)", compute);
        }

        return
            ChinchillaRecords.Forecast(_forecaster, _points, _joint, parameters, tokens)
                is { } joint
            ? Answer(joint, "L(N,D)", compute)
            : throw new NoForecastException(
                NoForecast.NotIdentified,
                $"L(N,D) of {Family} does not reach {parameters:0.###e+0} parameters and {tokens:0.###e+0} tokens: {_joint.Fit.Status.Reason} Nor does L(N) at this length: {single?.Fit.Status.Reason ?? "no run was trained to it."}"
            );
    }

    /// <summary>The least loss that C FLOP reach: from L(C), else from L(N,D) at the size that it says is the best.</summary>
    /// <exception cref="NoForecastException">Neither reaches that far.</exception>
    public FamilyForecast AtCompute(double compute)
    {
        var (fitted, reason) = FrontierFit();
        if (
            reason is null
            && PowerLawRecords.ForecastAt(_forecaster, fitted, compute) is { } forecast
        )
        {
            return Answer(forecast, "L(C)", compute);
        }

        return
            _joint.Law is { } law
            && ChinchillaRecords.Forecast(
                _forecaster,
                _points,
                _joint,
                law.OptimalParameters(compute),
                law.OptimalTokens(compute)
            )
                is { } best
            ? Answer(best, "L(N,D)", compute)
            : throw new NoForecastException(
                NoForecast.NotIdentified,
                $"L(C) of {Family} does not forecast: {reason ?? fitted.Fit.Status.Reason}"
            );
    }

    /// <summary>L(C), and why it would be another law under a wrong name; null when it is not.</summary>
    private (FittedLaw<PowerLaw> Fitted, string? Reason) FrontierFit()
    {
        var frontier = FrontierRuns.Of(_points, _joint);
        var fitted = PowerLawFit.Fit(
            Observations.OfOne(
                "C",
                [.. frontier.Runs.Select(run => run.Compute)],
                [.. frontier.Runs.Select(run => run.Loss)]
            ),
            FitOptions.Forecast
        );
        return (fitted, frontier.Reason);
    }

    private FamilyForecast Answer(LawForecast forecast, string law, double compute) =>
        _joint.Law is { } joint && _joint.Fit.Status.IsUsable
            ? new(
                forecast,
                law,
                Family,
                joint.OptimalParameters(compute),
                joint.OptimalTokens(compute)
            )
            : new(forecast, law, Family, OptimalParameters: null, OptimalTokens: null);
}
