namespace ScalingPipeline.Parquet;

/// <summary>How pages are compressed. The numbers are those of the format (parquet.thrift, <c>CompressionCodec</c>).</summary>
public enum CompressionCodec
{
    None = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,

    /// <summary>LZ4 in Hadoop's undocumented framing, deprecated by the format.</summary>
    Lz4Hadoop = 5,
    Zstd = 6,
    Lz4Raw = 7,
}
