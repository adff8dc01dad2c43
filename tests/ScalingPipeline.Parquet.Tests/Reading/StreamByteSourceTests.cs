using System.IO.Compression;
using ScalingPipeline.Parquet.Tests.Hostile;

namespace ScalingPipeline.Parquet.Tests.Reading;

public sealed class StreamByteSourceTests
{
    [Fact]
    public void A_stream_is_read_like_a_file()
    {
        var bytes = SampleFiles.Make(CompressionCodec.Snappy);
        using var file = ParquetFile.Open(new MemoryStream(bytes), "stream");
        Assert.Equal(FileScan.Read(new MemoryByteSource(bytes)), FileScan.Read(file));
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_spooled()
    {
        var bytes = SampleFiles.Make(CompressionCodec.Snappy);
        using var packed = new MemoryStream();
        await using (var pack = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await pack.WriteAsync(bytes, TestContext.Current.CancellationToken);
        }

        packed.Position = 0;
        await using var stream = new GZipStream(packed, CompressionMode.Decompress);
        Assert.Throws<ArgumentException>(() => ParquetFile.Open(stream, "stream"));
        var source = await StreamByteSource.SpoolAsync(
            stream,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(FileScan.Read(new MemoryByteSource(bytes)), FileScan.Read(source));
    }

    [Fact]
    public void A_stream_is_disposed_when_it_is_no_file()
    {
        var stream = new MemoryStream(new byte[100]);
        Assert.Throws<ParquetException>(() => ParquetFile.Open(stream, "stream"));
        Assert.False(stream.CanRead);
    }
}
