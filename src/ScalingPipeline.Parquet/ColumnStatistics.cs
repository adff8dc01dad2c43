namespace ScalingPipeline.Parquet;

/// <summary>What the writer noted about a column chunk; bounds are raw PLAIN bytes, absent where unknown or of the deprecated, unordered kind.</summary>
public sealed record ColumnStatistics(
    byte[]? Minimum,
    byte[]? Maximum,
    long? NullCount,
    long? DistinctCount
);
