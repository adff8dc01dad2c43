using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Tests.Numerics;

public sealed class Xoshiro256Tests
{
    /// <summary>xoshiro256** seeded with splitmix64(0), as in the authors' reference code.</summary>
    [Fact]
    public void The_stream_is_the_published_one()
    {
        Assert.Equal(0x99EC5F36CB75F2B4UL, new Xoshiro256(0).Next());
    }

    [Fact]
    public void Bounded_numbers_are_uniform()
    {
        var random = new Xoshiro256(11);
        var count = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            count[random.Below(7)]++;
        }

        var chiSquare = count.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000);
        Assert.InRange(chiSquare, 0, 22.5);
    }
}
