using ScalingPipeline.Parquet.Compression;

namespace ScalingPipeline.Parquet.Tests.Compression;

public sealed class Lz4Tests
{
    // By hand from lz4_Block_format.md: literal "xab", match of 4 bytes from 2 back, last literal "!".
    private static readonly byte[] Golden =
    [
        0x30,
        (byte)'x',
        (byte)'a',
        (byte)'b',
        2,
        0,
        0x10,
        (byte)'!',
    ];

    [Fact]
    public void A_match_may_overlap_itself()
    {
        var output = new byte[8];
        Assert.True(Lz4Decoder.TryDecode(Golden, output));
        Assert.Equal("xababab!"u8.ToArray(), output);
    }

    [Fact]
    public void The_framing_of_Hadoop_is_understood()
    {
        var output = new byte[8];
        byte[] framed = [0, 0, 0, 8, 0, 0, 0, (byte)Golden.Length, .. Golden];
        Assert.True(HadoopLz4Decoder.TryDecode(framed, output));
        Assert.Equal("xababab!"u8.ToArray(), output);
    }

    [Fact]
    public void Any_changed_or_missing_byte_is_survived()
    {
        for (var at = 0; at < Golden.Length; at++)
        {
            Assert.False(Lz4Decoder.TryDecode(Golden.AsSpan(0, at), new byte[8]));
            for (var value = 0; value < 256; value++)
            {
                var damaged = Golden.ToArray();
                damaged[at] = (byte)value;
                var output = new byte[8];
                _ = Lz4Decoder.TryDecode(damaged, output);
                _ = HadoopLz4Decoder.TryDecode(damaged, output);
            }
        }
    }
}
