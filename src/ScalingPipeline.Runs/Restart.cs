namespace ScalingPipeline.Runs;

/// <summary>A place in a training log where a restarted job goes on with what an earlier part had logged.</summary>
/// <param name="Step">The first step of the later part.</param>
/// <param name="Difference">ln of its first losses over those of the earlier part at the same steps, or over its last ones; NaN where they cannot be compared.</param>
public readonly record struct Restart(long Step, double Difference);
