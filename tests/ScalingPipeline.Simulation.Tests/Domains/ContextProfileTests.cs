using ScalingPipeline.Simulation.Domains;

namespace ScalingPipeline.Simulation.Tests.Domains;

public sealed class ContextProfileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1024)]
    public void The_factors_have_mean_one(int length) =>
        Assert.Equal(1, new ContextProfile(0.56, 1.55, 0.1).FactorsOver(length).Average(), 12);

    // Kaplan et al. 2020, Figure 20: 2.9 + 4.5 T^-0.56, here at T = 1 and T = 1,024 relative to each other.
    [Fact]
    public void Language_falls_over_the_context_as_published()
    {
        var factors = PublishedDomains.Language.Profile.FactorsOver(1024);

        Assert.Equal(
            (2.9 + 4.5) / (2.9 + (4.5 * Math.Pow(1024, -0.56))),
            factors[0] / factors[^1],
            10
        );
        Assert.Equal(factors.OrderDescending(), factors);
    }

    [Fact]
    public void Images_are_hardest_at_the_start_and_rise_again_towards_the_centre()
    {
        var factors = PublishedDomains.Image.Profile.FactorsOver(64);

        Assert.Equal(factors.Max(), factors[0]);
        Assert.True(factors[32] > factors[63]);
        Assert.True(factors[32] > factors[12]);
    }
}
