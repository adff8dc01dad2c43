namespace ScalingPipeline.Laws.Sequential;

/// <summary>A stretch of one fortieth of a run's schedule.</summary>
/// <param name="Index">0 to 39.</param>
/// <param name="LogLoss">ln of the mean training loss; NaN when no finite loss was logged in it.</param>
/// <param name="StandardError">Of <paramref name="LogLoss"/>, from the scatter inside the block.</param>
/// <param name="Count">Finite losses in the block.</param>
public readonly record struct LossBlock(int Index, double LogLoss, double StandardError, int Count)
{
    /// <summary>The end of the block as a fraction of the schedule.</summary>
    public double EndFraction => (Index + 1.0) / LossBlocks.Count;
}
