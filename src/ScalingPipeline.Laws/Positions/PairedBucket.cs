namespace ScalingPipeline.Laws.Positions;

/// <summary>The mean loss of a run over a stretch of context positions, beside what its siblings predict for the same sequences.</summary>
/// <param name="First">First context position, from 1.</param>
/// <param name="Last">Last context position, included.</param>
/// <param name="Loss">In nats per token.</param>
/// <param name="Predicted">In nats per token.</param>
public readonly record struct PairedBucket(int First, int Last, double Loss, double Predicted)
{
    /// <summary>Loss minus prediction, in nats. What is hard in the text is hard for all runs, and is gone from it.</summary>
    public double Difference => Loss - Predicted;

    /// <summary>Number of positions.</summary>
    public int Width => Last - First + 1;
}
