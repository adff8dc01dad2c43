using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Tests.Domains;

public sealed class PublishedDomainsTests
{
    // Henighan et al. 2020, Table 1: at N = N0 the reducible loss of L(N) is 1; the data term vanishes for D without end.
    [Theory]
    [InlineData("image8x8", 8.0e1, 4.12)]
    [InlineData("math", 1.1e4, 1.28)]
    [InlineData("video", 3.7e4, 2.01)]
    public void Laws_in_parameters_alone_have_the_published_floor_and_scale(
        string domain,
        double scale,
        double loss
    ) =>
        Assert.Equal(loss, PortableLaw.LossOf(SimulatedDomain.Named(domain).Law, scale, 1e300), 12);

    // Hoffmann et al. 2022, approach 3: ln A = 6.0073404, ln B = 6.0179186, ln E = 0.5267228.
    [Fact]
    public void Language_has_the_full_precision_constants_of_the_paper()
    {
        var law = PublishedDomains.Language.Law;

        Assert.Equal(0.5267228, Math.Log(law.E), 7);
        Assert.Equal(6.0073404, Math.Log(law.A), 7);
        Assert.Equal(6.0179186, Math.Log(law.B), 7);
    }

    [Fact]
    public void The_portable_evaluation_agrees_with_the_law()
    {
        var law = PublishedDomains.Language.Law;

        Assert.Equal(law.Loss(3e8, 1e10), PortableLaw.LossOf(law, 3e8, 1e10), 13);
    }

    [Fact]
    public void Every_default_size_and_length_ends_well_below_the_uniform_prediction() =>
        Assert.All(
            PublishedDomains.All,
            domain =>
                Assert.All(
                    SimulatedLadder.Runs(new SimulationOptions { Domains = [domain] }),
                    run => Assert.InRange(run.FinalLoss, 0.1, 0.75 * domain.InitialLoss)
                )
        );

    [Fact]
    public void Larger_models_and_longer_runs_have_lower_losses()
    {
        var law = PublishedDomains.Mathematics.Law;
        var losses = ModelShape.Ladder.Select(shape => law.Loss(shape.Parameters, 1e9)).ToList();

        Assert.Equal(losses.OrderDescending(), losses);
        Assert.True(law.Loss(1e6, 1e9) < law.Loss(1e6, 1e8));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => SimulatedDomain.Named("musik"));

        Assert.Contains("'musik'", error.Message);
        Assert.Contains("language, math, image8x8, video", error.Message);
    }
}
