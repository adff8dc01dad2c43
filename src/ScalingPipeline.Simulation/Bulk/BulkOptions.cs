using ScalingPipeline.Parquet;

namespace ScalingPipeline.Simulation.Bulk;

/// <summary>A run whose evaluation logs are large: for measuring how fast logs are read.</summary>
public sealed record BulkOptions
{
    /// <summary>Per-token rows of all files together; rounded up to whole sequences in every file.</summary>
    public required long Rows { get; init; }

    /// <summary>Evaluation files, one checkpoint each. Default: 1.</summary>
    public int Files { get; init; } = 1;

    public CompressionCodec Codec { get; init; } = CompressionCodec.Snappy;

    /// <summary>Default: 2^20.</summary>
    public int RowGroupRows { get; init; } = 1 << 20;

    public long Seed { get; init; } = 1;
}
