namespace ScalingPipeline.Laws.Sequential;

/// <summary>One block of a run against its siblings.</summary>
/// <param name="Index">The block, 0 to 39.</param>
/// <param name="Residual">ln loss minus the siblings' prediction.</param>
/// <param name="Sigma">What a healthy run scatters by here: wider where the curve is steep.</param>
/// <param name="StandardError">Of the block's own mean.</param>
/// <param name="Timing">The part of Sigma that is due to the slope: a healthy run may leave a plateau a little earlier or later.</param>
public readonly record struct BlockResidual(
    int Index,
    double Residual,
    double Sigma,
    double StandardError,
    double Timing
)
{
    /// <summary>The residual in slope-scaled units.</summary>
    public double Z => Residual / Sigma;

    /// <summary>The start of the block as a fraction of the schedule.</summary>
    public double StartFraction => Index / (double)LossBlocks.Count;

    /// <summary>The end of the block as a fraction of the schedule.</summary>
    public double EndFraction => (Index + 1.0) / LossBlocks.Count;
}
