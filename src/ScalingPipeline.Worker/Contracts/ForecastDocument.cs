using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>A forecast as <c>forecast --json</c> prints it. Field names are stable.</summary>
public sealed record ForecastDocument(
    double Loss,
    Interval Interval,
    double? OptimalParameters,
    double? OptimalTokens,
    string Law,
    string Family,
    double DecadesBeyondData,
    string Basis
)
{
    public static ForecastDocument Of(FamilyForecast answer) =>
        new(
            answer.Forecast.Loss,
            answer.Forecast.Interval,
            answer.OptimalParameters,
            answer.OptimalTokens,
            answer.Law,
            answer.Family,
            answer.Forecast.Decades,
            answer.Forecast.Basis
        );
}
