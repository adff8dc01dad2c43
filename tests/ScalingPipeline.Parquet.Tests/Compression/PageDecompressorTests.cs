using ScalingPipeline.Parquet.Compression;

namespace ScalingPipeline.Parquet.Tests.Compression;

public sealed class PageDecompressorTests
{
    [Theory]
    [InlineData(CompressionCodec.Snappy)]
    [InlineData(CompressionCodec.Gzip)]
    [InlineData(CompressionCodec.Zstd)]
    [InlineData(CompressionCodec.Lz4Raw)]
    [InlineData(CompressionCodec.Brotli)]
    public void A_size_that_the_codec_cannot_reach_is_refused_before_memory_is_given(
        CompressionCodec codec
    )
    {
        using var decompressor = new PageDecompressor(codec);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<FormatFault>(() =>
            decompressor.Decompress(new byte[1000], 0, 1000, 200 << 20)
        );
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }
}
