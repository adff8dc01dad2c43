using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Runs.Tests.Positions;

public sealed class PositionProfileTests
{
    private static readonly Arbitrary<double[]> _losses = Gen.Choose(0, 40_000)
        .Select(n => n / 10_000.0)
        .ArrayOf()
        .Where(l => l.Length > 0)
        .ToArbitrary();

    [Fact]
    public void Complete_sequences_have_the_plain_mean_as_their_standardized_loss() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                _losses,
                losses =>
                {
                    // Up to a whole bucket: a bucket that the reference cuts is weighted by its mean.
                    var whole = PositionBuckets.Last(PositionBuckets.IndexOf(losses.Length));
                    double[] filled = [.. losses, .. Enumerable.Repeat(1.0, whole - losses.Length)];
                    Assert.Equal(
                        filled.Average(),
                        Profile((1, filled)).Standardized(whole)!.Value.Value,
                        1e-9
                    );
                }
            )
        );

    [Fact]
    public void Standardizing_undoes_how_sequences_were_packed()
    {
        double[] curve = [.. Enumerable.Range(1, 128).Select(t => 1 + (3 / Math.Sqrt(t)))];
        var full = Profile((10, curve));
        var packed = Profile((10, curve), (500, curve[..16]), (70, curve[..64]));

        Assert.NotEqual(MeanOf(full), MeanOf(packed), 0.1);
        Assert.Equal(
            full.Standardized(128)!.Value.Value,
            packed.Standardized(128)!.Value.Value,
            1e-9
        );
    }

    [Fact]
    public void A_reference_position_without_tokens_leaves_the_loss_unidentified()
    {
        var profile = Profile((3, [1, 2, 3]));

        Assert.Null(profile.Standardized(4));
        Assert.Equal(2, profile.Standardized(3)!.Value.Value, 1e-12);
        Assert.Equal(1.5, profile.Standardized(2)!.Value.Value, 1e-12);
        Assert.Null(PositionProfile.Empty.Standardized(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_reference_without_positions_is_refused(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            PositionProfile.Empty.Standardized(length)
        );

    [Fact]
    public void The_length_is_where_the_last_tokens_are()
    {
        Assert.Equal(0, PositionProfile.Empty.Length);
        Assert.Equal(3, Profile((1, [1, 2, 3])).Length);
        Assert.Equal(3, new PositionProfile([.. Profile((1, [1, 2, 3])).Buckets, default]).Length);
        Assert.Equal(72, Profile((1, new double[65])).Length);
    }

    [Fact]
    public void Profiles_of_different_length_add_up_in_any_order()
    {
        var (left, right) = (Profile((2, [1, 2, 3])), Profile((3, [5])));

        Assert.Equal((left + right).Buckets, (right + left).Buckets);
        Assert.Equal(5, (left + right).Buckets[0].Tokens);
        Assert.Equal(2, (left + right).Buckets[2].Tokens);
        Assert.Equal(17, (left + right).Buckets[0].Sum);
    }

    private static double MeanOf(PositionProfile profile) =>
        profile.Buckets.Sum(b => b.Sum) / profile.Buckets.Sum(b => b.Tokens);

    private static PositionProfile Profile(params (int Sequences, double[] Losses)[] groups)
    {
        var profile = PositionProfile.Empty;
        foreach (var (sequences, losses) in groups)
        {
            var buckets = new LossStatistics[PositionBuckets.CountFor(losses.Length)];
            for (var index = 0; index < losses.Length; index++)
            {
                buckets[PositionBuckets.IndexOf(index + 1)] += new LossStatistics
                {
                    Sum = losses[index] * sequences,
                    Tokens = sequences,
                };
            }

            profile += new PositionProfile(buckets);
        }

        return profile;
    }
}
