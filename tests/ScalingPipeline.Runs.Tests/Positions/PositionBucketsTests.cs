using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Runs.Tests.Positions;

public sealed class PositionBucketsTests
{
    [Fact]
    public void Buckets_follow_one_another_without_gap_or_overlap()
    {
        var next = 1;
        for (var bucket = 0; bucket < PositionBuckets.CountFor(1 << 20); bucket++)
        {
            Assert.Equal(next, PositionBuckets.First(bucket));
            Assert.True(PositionBuckets.Last(bucket) >= next);
            next = PositionBuckets.Last(bucket) + 1;
        }

        Assert.Equal((1 << 20) + 1, next);
    }

    [Fact]
    public void Every_position_lies_in_its_bucket() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(20_000),
            Prop.ForAll(
                Gen.Choose(1, int.MaxValue - 1).ToArbitrary(),
                position =>
                {
                    var bucket = PositionBuckets.IndexOf(position);
                    Assert.InRange(
                        position,
                        PositionBuckets.First(bucket),
                        PositionBuckets.Last(bucket)
                    );
                }
            )
        );

    [Theory]
    [InlineData(1, 0)]
    [InlineData(64, 63)]
    [InlineData(65, 64)]
    [InlineData(72, 64)]
    [InlineData(73, 65)]
    [InlineData(128, 71)]
    [InlineData(129, 72)]
    [InlineData(144, 72)]
    [InlineData(int.MaxValue, 263)]
    public void A_position_has_this_bucket(int position, int bucket) =>
        Assert.Equal(bucket, PositionBuckets.IndexOf(position));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(128, 72)]
    [InlineData(1 << 20, 176)]
    public void A_context_needs_this_many_buckets(int length, int buckets) =>
        Assert.Equal(buckets, PositionBuckets.CountFor(length));

    [Fact]
    public void The_last_bucket_ends_with_the_last_position() =>
        Assert.Equal(int.MaxValue, PositionBuckets.Last(263));

    [Fact]
    public void A_bucket_past_the_exact_ones_is_an_eighth_of_its_octave()
    {
        for (var bucket = PositionBuckets.ExactPositions; bucket < 176; bucket++)
        {
            var (first, last) = (PositionBuckets.First(bucket), PositionBuckets.Last(bucket));
            Assert.True(last - first + 1 <= first / 8.0);
            Assert.InRange(PositionBuckets.Centre(bucket), first, last);
        }
    }
}
