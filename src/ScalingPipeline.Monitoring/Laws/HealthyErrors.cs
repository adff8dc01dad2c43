using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Leave-one-out errors of healthy runs of the public ladder: what intervals around siblings' predictions rest on.</summary>
internal static class HealthyErrors
{
    /// <summary>
    /// (ln final loss - kriging prediction) / (kriging SD (1 + h)) of the 29 healthy runs with two siblings or more in the public
    /// ladder of small language, code, math and image models, each left out of its own references; ordered by run name.
    /// </summary>
    private static readonly double[] _finalLoss =
    [
        -0.928,
        -0.084,
        1.168,
        -0.873,
        0.674,
        -0.093,
        0.171,
        0.134,
        -0.121,
        -0.542,
        0.359,
        0.605,
        -0.206,
        -0.913,
        -1.327,
        0.093,
        -0.446,
        0.434,
        0.471,
        2.907,
        -2.415,
        0.372,
        0.741,
        0.992,
        -0.159,
        -0.684,
        -0.391,
        0.188,
        0.820,
    ];

    public static ConformalFinalLoss FinalLoss { get; } = new(_finalLoss);
}
