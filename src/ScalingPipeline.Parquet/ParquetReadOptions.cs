namespace ScalingPipeline.Parquet;

/// <summary>Limits that a reader holds against files that ask for too much.</summary>
public sealed class ParquetReadOptions
{
    internal static readonly ParquetReadOptions Default = new();

    /// <summary>The largest page, uncompressed, and the largest list that is read, in bytes; 256 MiB by default. Memory in use is a small multiple of the largest page met.</summary>
    public int MaximumPageBytes { get; init; } = 256 << 20;
}
