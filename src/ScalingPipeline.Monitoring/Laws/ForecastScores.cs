using ScalingPipeline.Laws.Forecasting;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>
/// Scores the forecasts of the runs of one domain that have ended. Only of those that enter a law: an interval says where a healthy run ends; the others are
/// what alerts are for.
/// </summary>
internal static class ForecastScores
{
    /// <summary>In the order of the runs.</summary>
    public static IReadOnlyList<ScoredForecast> Of(
        string domain,
        IEnumerable<RunAssessment> runs,
        IReadOnlyDictionary<string, FinalPoints> points
    )
    {
        var healthy = points
            .Values.SelectMany(family => family.Used)
            .Select(point => point.Run)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from run in runs
            where healthy.Contains(run.Run)
            let scale = run.Forecast?.Forecast.Scale
            where scale is not null
            let error = run.Forecast?.LogError
            where error is not null
            select new ScoredForecast(
                ForecastCalibration.Name(domain, run.Family),
                DataSet(run.Forecast!, run.Tokens),
                $"the {run.Forecast!.Runs} runs before",
                error.Value,
                scale.Value
            ),
        ];
    }

    private static string DataSet(RunForecast forecast, double tokens) =>
        double.IsNaN(forecast.Forecast.Y)
            ? $"{forecast.Law} after {tokens:R} tokens"
            : forecast.Law;
}
