using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Tests.Writing;

/// <summary>The bytes of a page's values in each encoding, by hand from apache/parquet-format, Encodings.md.</summary>
public sealed class GoldenBytesTests
{
    [Fact]
    public void Plain_numbers_are_little_endian() =>
        Assert.Equal("0100000002000000FFFFFFFF", Encode<int>([1, 2, -1], PageEncoding.Plain));

    [Fact]
    public void Plain_booleans_are_bits_least_significant_first() =>
        Assert.Equal(
            "0501",
            Encode<bool>(
                [true, false, true, false, false, false, false, false, true],
                PageEncoding.Plain
            )
        );

    [Fact]
    public void Plain_texts_have_their_length_before_them() =>
        Assert.Equal(
            "02000000C3BC" + "00000000" + "0100000061",
            Encode<string>(["ü", "", "a"], PageEncoding.Plain)
        );

    [Fact]
    public void Plain_bytes_of_one_length_have_none() =>
        Assert.Equal(
            "01020304",
            Encode<byte[]>(
                [
                    [1, 2],
                    [3, 4],
                ],
                PageEncoding.Plain,
                hasLengths: false
            )
        );

    [Fact]
    public void Indexes_begin_with_their_width_and_mix_runs_with_packed_groups()
    {
        using var output = new PooledBuffer();
        // Width 2; 9 times 3 as a run (18, 3); then 0 1 2 packed in a group of eight: 00_10_01_00.
        ValueEncoders.WriteIndexes([3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 1, 2], 4, output);
        Assert.Equal("021203032400", Convert.ToHexString(output.Written));
    }

    // Blocks of 128 in 4 miniblocks, 3 values, first 7 (zigzag 14); smallest delta -2 (3), widths, then 0 and 1 in one bit each.
    [Fact]
    public void Deltas_are_packed_above_the_smallest() =>
        Assert.Equal(
            "800104030E0301000000" + "02000000",
            Encode<long>([7, 5, 4], PageEncoding.DeltaBinaryPacked)
        );

    [Fact]
    public void Lengths_stand_before_all_bytes() =>
        // Lengths 1 and 2: first 1 (zigzag 2), smallest delta 1 (2), no bits.
        Assert.Equal(
            "80010402020200000000" + "616263",
            Encode<string>(["a", "bc"], PageEncoding.DeltaLengthByteArray)
        );

    [Fact]
    public void Prefixes_stand_before_lengths_before_suffixes() =>
        // Prefixes 0 and 2, suffix lengths 4 and 2: "axis", "axle".
        Assert.Equal(
            "80010402000400000000" + "80010402080300000000" + "617869736C65",
            Encode<string>(["axis", "axle"], PageEncoding.DeltaByteArray)
        );

    [Fact]
    public void Streams_follow_each_other_byte_by_byte() =>
        Assert.Equal(
            "000000" + "000000" + "800000" + "3F4000",
            Encode<float>([1f, 2f, 0f], PageEncoding.ByteStreamSplit)
        );

    private static string Encode<T>(T[] values, PageEncoding encoding, bool hasLengths = true)
    {
        using var output = new PooledBuffer();
        ValueEncoders.Write<T>(values, encoding, hasLengths, output);
        return Convert.ToHexString(output.Written);
    }
}
