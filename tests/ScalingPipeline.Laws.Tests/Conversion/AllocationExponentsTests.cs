using ScalingPipeline.Laws.Conversion;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Frontier;

namespace ScalingPipeline.Laws.Tests.Conversion;

public sealed class AllocationExponentsTests
{
    /// <summary>Hoffmann et al. 2022: alpha .3392, beta .2849 give a = .46, b = .54; Besiroglu et al. 2024: a = .5126.</summary>
    [Theory]
    [InlineData(0.33917084, 0.2849083, 0.4565)]
    [InlineData(0.34781, 0.36585, 0.5126)]
    public void Exponents_of_the_loss_give_those_of_the_allocation(
        double alpha,
        double beta,
        double a
    )
    {
        var exponents = AllocationExponents.OfLoss(alpha, beta);

        Assert.Equal(a, exponents.A, 1e-4);
        Assert.Equal(1 - a, exponents.B, 1e-4);
        Assert.Equal(alpha, exponents.Alpha, 1e-12);
        Assert.Equal(beta, exponents.Beta, 1e-12);
    }

    /// <summary>Kaplan et al. 2020, appendix B: 0.052 to 0.054 from alpha_N .076, alpha_S .76, alpha_B .21; N_opt ~ C^0.71.</summary>
    [Fact]
    public void Kaplans_exponents_of_compute_follow_from_those_of_size_steps_and_batch()
    {
        Assert.Equal(0.052, AllocationExponents.KaplanFrontier(0.076, 0.76, 0.21), 5e-4);
        Assert.Equal(0.70, AllocationExponents.KaplanAllocation(0.076, 0.76, 0.21), 0.02);
    }

    [Fact]
    public void The_frontier_of_a_law_is_a_power_law_of_compute()
    {
        var law = new ChinchillaLaw(1.8172, 477.8, 2143.4, 0.3473, 0.3672);
        var frontier = ParametricFrontier.Frontier(law);

        foreach (var compute in new[] { 1e18, 1e21, 1e25 })
        {
            Assert.Equal(law.FrontierLoss(compute), frontier.Loss(compute), 1e-9);
        }

        Assert.Equal(
            AllocationExponents.OfLoss(law.Alpha, law.Beta).Frontier,
            frontier.Alpha,
            1e-12
        );
    }
}
