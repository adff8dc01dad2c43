using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Parquet.Compression;

namespace ScalingPipeline.Parquet.Tests.Compression;

public sealed class SnappyTests
{
    // By hand from google/snappy's format_description.txt: length 7, literal "xab", copy of 4 bytes from 2 back.
    private static readonly byte[] Golden = [7, 0x08, (byte)'x', (byte)'a', (byte)'b', 0x01, 0x02];

    [Fact]
    public void A_copy_may_overlap_itself()
    {
        var output = new byte[7];
        SnappyDecoder.Decode(Golden, output, 7);
        Assert.Equal("xababab"u8.ToArray(), output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public void Compressed_bytes_come_back(int room) =>
        Prop.ForAll<byte[], byte, byte>(
                (seed, symbols, repeats) =>
                {
                    var data = Stretch(seed, symbols, repeats);
                    var packed = new byte[SnappyEncoder.Bound(data.Length)];
                    var length = SnappyEncoder.Encode(data, packed);
                    var output = new byte[data.Length + room];
                    SnappyDecoder.Decode(packed.AsSpan(0, length), output, data.Length);
                    Assert.Equal(data, output.AsSpan(0, data.Length).ToArray());
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20240917, 7919));

    [Fact]
    public void Data_of_several_blocks_comes_back()
    {
        var random = new Random(5);
        var data = new byte[300_000];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = i % 1000 < 500 ? (byte)(i / 70_000) : (byte)random.Next(256);
        }

        var packed = new byte[SnappyEncoder.Bound(data.Length)];
        var length = SnappyEncoder.Encode(data, packed);
        Assert.InRange(length, 100_000, 200_000);
        var output = new byte[data.Length];
        SnappyDecoder.Decode(packed.AsSpan(0, length), output, data.Length);
        Assert.Equal(data, output);
    }

    [Theory]
    [InlineData(new byte[] { 7, 0x08, 1, 2, 3, 0x01, 0x04 })] // reaches back before the start
    [InlineData(new byte[] { 7, 0x08, 1, 2, 3, 0x01, 0x00 })] // from nowhere
    [InlineData(new byte[] { 7, 0x08, 1, 2, 3, 0x0D, 0x02 })] // more than the length says
    [InlineData(new byte[] { 7, 0x08, 1, 2, 3 })] // less than the length says
    [InlineData(new byte[] { 7, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 1 })] // a literal of 4 GiB
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { })]
    public void Damaged_data_is_refused(byte[] input) =>
        Assert.Throws<FormatFault>(() => SnappyDecoder.Decode(input, new byte[7], 7));

    private static byte[] Stretch(byte[] seed, byte symbols, byte repeats) =>
        [
            .. Enumerable
                .Range(0, repeats)
                .SelectMany(round =>
                    seed.Select(b => (byte)(b % (symbols + 1) + (round % 7 == 0 ? round : 0)))
                ),
        ];
}
