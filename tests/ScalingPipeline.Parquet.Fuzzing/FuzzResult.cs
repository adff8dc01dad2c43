namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>What a run has found.</summary>
/// <param name="Inputs">How many files were made up.</param>
/// <param name="Read">How many of them were read to their end; the others were refused, or are findings.</param>
/// <param name="Findings">Those neither read nor refused as they should be.</param>
public sealed record FuzzResult(long Inputs, long Read, IReadOnlyList<Finding> Findings);
