using ScalingPipeline.Ingestion.Contributions;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>What a blob was read to.</summary>
/// <param name="Contribution">What it adds to the statistics.</param>
/// <param name="Rows">Rows of the Parquet file; 0 for a declaration.</param>
public sealed record Decoded(Contribution Contribution, long Rows);
