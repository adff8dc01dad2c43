using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>Observations and a model of them: all that an estimator needs to know.</summary>
internal interface IResidualModel
{
    int ParameterCount { get; }

    /// <summary>How many observations.</summary>
    int Count { get; }

    /// <summary>Predicted minus observed.</summary>
    Jet Residual(ReadOnlySpan<Jet> theta, int observation);
}
