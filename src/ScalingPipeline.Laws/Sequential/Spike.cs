namespace ScalingPipeline.Laws.Sequential;

/// <summary>A passing rise of the loss.</summary>
/// <param name="First">Index of the first point beyond the limits.</param>
/// <param name="Last">Index of the last one.</param>
/// <param name="Peak">Index of the highest.</param>
/// <param name="Rise">ln loss above the running median at the peak.</param>
/// <param name="Z">The largest robust z of the event.</param>
public sealed record Spike(int First, int Last, int Peak, double Rise, double Z);
