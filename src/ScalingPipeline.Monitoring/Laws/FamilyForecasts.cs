using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Monitoring.Detection;
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
    )
    {
        var detector = Detector.Run(snapshot);
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
                    ? $"No healthy run of the domain '{snapshot.Domain}' is complete yet."
                    : $"The domain '{snapshot.Domain}' has no family '{family}' with a completed healthy run."
            )
            : new FamilyForecasts(
                chosen.Key,
                chosen.Points,
                calibration.Forecaster(snapshot.Domain, chosen.Key)
            );
    }

    /// <summary>
    /// The loss of N parameters after D tokens: from L(N) where sizes were trained to just this length, since lengths differ more than
    /// sizes do, else from L(N,D).
    /// </summary>
    /// <exception cref="NoForecastException">No law reaches this size and length.</exception>
    public FamilyForecast At(double parameters, double tokens)
    {
        var sameLength = _points.Where(p => p.Tokens == tokens).ToArray();
        var single = PowerLawFit.Fit(
            Observations.OfOne(
                "N",
                [.. sameLength.Select(p => p.Parameters)],
                [.. sameLength.Select(p => p.Loss)]
            ),
            FitOptions.Forecast
        );
        var compute = TrainingCompute.Flops(parameters, tokens);
        if (PowerLawRecords.ForecastAt(_forecaster, single, parameters) is { } forecast)
        {
            return Answer(forecast, "L(N)", compute);
        }

        return ChinchillaRecords.Forecast(_forecaster, _points, parameters, tokens) is { } joint
            ? Answer(joint, "L(N,D)", compute)
            : throw new NoForecastException(
                NoForecast.NotIdentified,
                $"L(N,D) of {Family} does not reach {parameters:0.###e+0} parameters and {tokens:0.###e+0} tokens: {_joint.Fit.Status.Reason} Nor does L(N) at this length: {single.Fit.Status.Reason}"
            );
    }

    /// <summary>The least loss that C FLOP reach: from L(C) on the compute frontier.</summary>
    /// <exception cref="NoForecastException">L(C) is not identified.</exception>
    public FamilyForecast AtCompute(double compute)
    {
        var fitted = FrontierFit();
        return PowerLawRecords.ForecastAt(_forecaster, fitted, compute) is { } forecast
            ? Answer(forecast, "L(C)", compute)
            : throw new NoForecastException(
                NoForecast.NotIdentified,
                $"L(C) of {Family} does not forecast: {fitted.Fit.Status.Reason}"
            );
    }

    private FittedLaw<PowerLaw> FrontierFit()
    {
        var (frontier, oneAxis) = FrontierRecords.Frontier(_points);
        return oneAxis is not null
            ? throw new NoForecastException(
                NoForecast.NotIdentified,
                $"L(C) of {Family} does not forecast: {oneAxis}"
            )
            : PowerLawFit.Fit(
                Observations.OfOne(
                    "C",
                    [.. frontier.Select(f => f.Compute)],
                    [.. frontier.Select(f => f.Loss)]
                ),
                FitOptions.Forecast
            );
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
