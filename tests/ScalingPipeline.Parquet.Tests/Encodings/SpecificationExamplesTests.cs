using System.Text;
using ScalingPipeline.Parquet.Encodings;
using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Tests.Encodings;

/// <summary>The examples of apache/parquet-format, Encodings.md; delta blocks at the size its own rules ask for, 128 values in 4 miniblocks.</summary>
public sealed class SpecificationExamplesTests
{
    private static readonly byte[] EightNumbers = [0x03, 0b10001000, 0b11000110, 0b11111010];

    [Fact]
    public void Numbers_0_to_7_in_3_bits_are_packed_least_significant_bit_first()
    {
        var decoder = new HybridDecoder();
        decoder.Reset(EightNumbers, 0, EightNumbers.Length, 3);
        var numbers = new byte[8];
        decoder.Read(numbers);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], numbers);

        using var output = new PooledBuffer();
        HybridEncoder.Write<byte>(numbers, 3, output);
        Assert.Equal(EightNumbers, output.Written.ToArray());
    }

    public static TheoryData<int[], byte[]> DeltaExamples =>
        new()
        {
            { [1, 2, 3, 4, 5], [0x80, 0x01, 4, 5, 2, 2, 0, 0, 0, 0] },
            {
                [7, 5, 3, 1, 2, 3, 4, 5],
                [0x80, 0x01, 4, 8, 14, 3, 2, 0, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0, 0, 0]
            },
        };

    [Theory]
    [MemberData(nameof(DeltaExamples))]
    public void Deltas_are_packed_above_the_smallest(int[] numbers, byte[] encoded)
    {
        using var output = new PooledBuffer();
        DeltaEncoder.Write<int>(numbers, output);
        Assert.Equal(encoded, output.Written.ToArray());
        Assert.Equal(numbers, Decode(new DeltaNumbers<int>(), encoded, numbers.Length));
    }

    [Fact]
    public void Bytes_of_floats_are_split_into_streams()
    {
        byte[] split = [0xAA, 0x00, 0xA3, 0xBB, 0x11, 0xB4, 0xCC, 0x22, 0xC5, 0xDD, 0x33, 0xD6];
        uint[] words = [0xDDCCBBAA, 0x33221100, 0xD6C5B4A3];
        var floats = words.Select(BitConverter.UInt32BitsToSingle).ToArray();
        Assert.Equal(floats, Decode(new SplitNumbers<float>(), split, 3));

        using var output = new PooledBuffer();
        ValueEncoders.Write<float>(floats, PageEncoding.ByteStreamSplit, hasLengths: false, output);
        Assert.Equal(split, output.Written.ToArray());
    }

    [Fact]
    public void Lengths_stand_before_the_texts()
    {
        using var page = new PooledBuffer();
        DeltaEncoder.Write<int>([5, 5, 6, 6], page);
        page.Write("HelloWorldFoobarABCDEF"u8);
        Assert.Equal(
            ["Hello", "World", "Foobar", "ABCDEF"],
            Decode(new DeltaLengthByteArrays<string>(Encoding.UTF8.GetString), page.Written, 4)
        );
    }

    [Fact]
    public void Prefixes_are_taken_from_the_text_before()
    {
        using var page = new PooledBuffer();
        DeltaEncoder.Write<int>([0, 2, 0, 3], page);
        DeltaEncoder.Write<int>([4, 2, 6, 5], page);
        page.Write("axislebabbleyhood"u8);
        Assert.Equal(
            ["axis", "axle", "babble", "babyhood"],
            Decode(new DeltaByteArrays<string>(Encoding.UTF8.GetString), page.Written, 4)
        );
    }

    private static T[] Decode<T>(ValueDecoder<T> decoder, ReadOnlySpan<byte> page, int count)
    {
        decoder.Begin(page.ToArray(), 0, page.Length);
        var values = new T[count];
        decoder.Read(values);
        Assert.Throws<FormatFault>(() => decoder.Read(new T[1]));
        return values;
    }
}
