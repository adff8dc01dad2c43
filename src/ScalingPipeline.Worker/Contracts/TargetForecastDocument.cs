using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>What a target loss takes, as <c>forecast --target-loss --json</c> prints it. Field names are stable.</summary>
/// <param name="TargetLoss">In nats per token.</param>
/// <param name="Compute">C in FLOP of the cheapest run that reaches it.</param>
/// <param name="LeastCompute">C at which the lower end of the interval reaches it; null when further than four decades below.</param>
/// <param name="SureCompute">C at which the upper end reaches it; null when none does within reach.</param>
/// <param name="Parameters">N of the cheapest run; null when only L(C) is known.</param>
/// <param name="Tokens">D of the cheapest run; null when only L(C) is known.</param>
/// <param name="Interval">The loss that the cheapest run may come to.</param>
/// <param name="Law">The law it was made from.</param>
/// <param name="Family">The family it is for.</param>
/// <param name="DecadesBeyondData">How far the cheapest run lies beyond the fitted runs.</param>
/// <param name="Basis">What the interval rests on.</param>
public sealed record TargetForecastDocument(
    double TargetLoss,
    double Compute,
    double? LeastCompute,
    double? SureCompute,
    double? Parameters,
    double? Tokens,
    Interval Interval,
    string Law,
    string Family,
    double DecadesBeyondData,
    string Basis
)
{
    public static TargetForecastDocument Of(TargetForecast answer) =>
        new(
            answer.TargetLoss,
            answer.Compute.Expected,
            answer.Compute.Least,
            answer.Compute.Surely,
            answer.Parameters,
            answer.Tokens,
            answer.Forecast.Interval,
            answer.Law,
            answer.Family,
            answer.Forecast.Decades,
            answer.Forecast.Basis
        );
}
