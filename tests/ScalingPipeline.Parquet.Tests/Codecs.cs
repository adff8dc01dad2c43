namespace ScalingPipeline.Parquet.Tests;

/// <summary>The codecs that are written.</summary>
internal static class Codecs
{
    public static TheoryData<CompressionCodec> Written =>
        [
            CompressionCodec.None,
            CompressionCodec.Snappy,
            CompressionCodec.Gzip,
            CompressionCodec.Zstd,
        ];
}
