using ScalingPipeline.Laws.Positions;

namespace ScalingPipeline.Laws.Tests.Positions;

public sealed class SawToothTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void The_period_of_a_context_that_is_reset_is_found_exactly(int period)
    {
        var found = SawTooth.Find(
            Profile(p => p >= period && p % period < Math.Max(1, period / 8) ? 0.2 : 0)
        )!;

        Assert.Equal(period, found.Period);
        Assert.True(found.Z > SawTooth.Limit);
        Assert.InRange(found.Height, 0.15, 0.25);
    }

    [Fact]
    public void A_profile_that_is_merely_higher_or_tilted_has_none()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var tilt = seed * 0.002;
            var found = SawTooth.Find(Profile(p => 0.1 - (tilt * Math.Log(p + 1)), seed))!;

            Assert.True(found.Z < SawTooth.Limit, $"seed {seed}: {found}");
        }
    }

    [Fact]
    public void Far_context_that_is_not_used_shows_against_near_context()
    {
        var found = FarContext.Of(Profile(p => p >= 64 ? 0.12 : 0))!;

        Assert.True(found.Loss > FarContext.Limit);
        Assert.True(found.Z > FarContext.LeastZ);
    }

    [Fact]
    public void A_run_that_is_worse_by_a_constant_factor_has_the_shape_of_its_siblings()
    {
        var buckets = Array.ConvertAll(
            Profile(_ => 0, scatter: 0),
            b => b with { Loss = 1.2 * b.Predicted }
        );

        Assert.All(ProfileShape.Of(buckets), o => Assert.Equal(0, o.Residual, 1e-12));
    }

    /// <summary>128 positions in the buckets of the product: 64 of one position, 8 of eight.</summary>
    private static PairedBucket[] Profile(
        Func<int, double> difference,
        int seed = 1,
        double scatter = 0.015
    )
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, 72)
                .Select(b =>
                    b < 64 ? (First: b + 1, Width: 1) : (First: 65 + (8 * (b - 64)), Width: 8)
                )
                .Select(b =>
                {
                    var predicted = 1.5 + (3.0 / b.First);
                    var noise =
                        scatter
                        / Math.Sqrt(b.Width)
                        * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                        * Math.Cos(2 * Math.PI * random.NextDouble());
                    return new PairedBucket(
                        b.First,
                        b.First + b.Width - 1,
                        predicted
                            + Enumerable.Range(b.First - 1, b.Width).Average(difference)
                            + noise,
                        predicted
                    );
                }),
        ];
    }
}
