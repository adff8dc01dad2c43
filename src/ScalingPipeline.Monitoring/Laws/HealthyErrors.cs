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
        -0.710,
        -0.358,
        1.077,
        -0.964,
        0.860,
        0.111,
        -0.099,
        -0.136,
        0.071,
        -0.302,
        0.064,
        0.310,
        0.034,
        -0.602,
        -1.009,
        0.203,
        -0.337,
        0.175,
        0.284,
        2.847,
        -2.474,
        0.098,
        0.533,
        0.779,
        -0.020,
        -0.480,
        -0.661,
        -0.081,
        1.012,
    ];

    public static ConformalFinalLoss FinalLoss { get; } = new(_finalLoss);
}
