namespace ScalingPipeline.Laws.Fitting;

/// <summary>One parameter of a fitted law.</summary>
/// <param name="Name">The law's own name: <c>L_inf</c>, <c>x0</c>, <c>alpha</c>, <c>E</c>, <c>A</c>, ...</param>
/// <param name="Value">The estimate in full precision.</param>
/// <param name="StandardError">By the delta method; NaN where the covariance does not exist.</param>
/// <param name="LogStandardError">Standard error of the natural log of the parameter, the better scale for prefactors.</param>
public sealed record ParameterEstimate(
    string Name,
    double Value,
    double StandardError,
    double LogStandardError
);
