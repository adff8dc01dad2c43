using ScalingPipeline.Parquet.Encodings;
using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Tests.Encodings;

public sealed class DeltaTests
{
    [Theory]
    [InlineData(new[] { long.MinValue, long.MaxValue, 0, -1, long.MaxValue, long.MinValue })]
    [InlineData(new long[] { })]
    [InlineData(new long[] { 42 })]
    public void Differences_wrap_around(long[] values)
    {
        using var page = new PooledBuffer();
        DeltaEncoder.Write<long>(values, page);
        var decoder = new DeltaNumbers<long>();
        decoder.Begin(page.Written.ToArray(), 0, page.Length);
        var decoded = new long[values.Length];
        decoder.Read(decoded);
        Assert.Equal(values, decoded);
    }

    [Fact]
    public void Differences_of_32_bit_integers_take_no_more_than_32_bits()
    {
        int[] values = [int.MinValue, int.MaxValue, int.MinValue, 0, int.MaxValue];
        using var page = new PooledBuffer();
        DeltaEncoder.Write<int>(values, page);
        Assert.True(page.Length < 5 + 10 + 4 + 32 * 4 + 5);
        var decoder = new DeltaNumbers<int>();
        decoder.Begin(page.Written.ToArray(), 0, page.Length);
        var decoded = new int[values.Length];
        decoder.Read(decoded);
        Assert.Equal(values, decoded);
    }

    [Fact]
    public void The_end_of_two_thousand_million_claimed_lengths_is_found_at_once()
    {
        using var page = new PooledBuffer();
        page.WriteVarint(1 << 30);
        page.WriteVarint(1);
        page.WriteVarint(int.MaxValue);
        page.WriteZigZag(0);
        page.Write([0, 0, 0, 0]);
        var lengths = new DeltaLengths();
        Assert.Equal(page.Length, lengths.Begin(page.Written.ToArray(), 0, page.Length));
    }
}
