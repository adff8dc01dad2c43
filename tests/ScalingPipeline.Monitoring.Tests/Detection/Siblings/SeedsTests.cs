using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Detection.Siblings;

/// <summary>Seven runs of one size whose offsets differ by .4 %, as seeds of 160M parameters do.</summary>
public sealed class SeedsTests
{
    private static SimulatedFamily Family(int seed) =>
        new()
        {
            Seed = seed,
            Sizes = [.. Enumerable.Repeat(24_576L, 7)],
            RunOffset = 0.004,
        };

    [Theory]
    [InlineData(1.03)]
    [InlineData(0.97)]
    public void A_seed_that_ends_three_percent_off_the_others_is_found(double factor)
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var runs = Family(seed).Runs().With(3, r => r.Scaled(factor, from: 300));

            var alert = Assert.Single(SimulatedDomain.Alerts(runs));

            Assert.Equal(runs[3].Name, alert.Run);
        }
    }

    [Fact]
    public void A_seed_under_way_that_leaves_the_others_by_five_percent_is_found()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var runs = Family(seed).Runs().With(3, r => r.Scaled(1.05, from: 300).Until(500));

            Assert.Equal(
                runs[3].Name,
                Assert.Single(SimulatedDomain.Alerts(runs).Select(c => c.Run).Distinct())
            );
        }
    }

    [Fact]
    public void Healthy_seeds_raise_nothing()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            Assert.Empty(SimulatedDomain.Alerts(Family(seed).Runs()));
        }
    }
}
