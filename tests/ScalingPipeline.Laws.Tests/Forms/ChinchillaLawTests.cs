using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Forms;

public sealed class ChinchillaLawTests
{
    /// <summary>Hoffmann et al. 2022, TeX values in full precision (laws.md 3.3).</summary>
    private static readonly ChinchillaLaw Hoffmann = new(
        Math.Exp(0.5267228),
        Math.Exp(6.0073404),
        Math.Exp(6.0179186),
        0.33917084,
        0.2849083
    );

    /// <summary>laws.md 3.4: 70B parameters on 1.4T tokens.</summary>
    [Fact]
    public void Chinchilla_itself_is_predicted_as_published()
    {
        Assert.Equal(1.9208, Hoffmann.Loss(70e9, 1.4e12), 5e-5);
        Assert.Equal(
            1.9366,
            new ChinchillaLaw(1.69, 406.4, 410.7, .34, .28).Loss(70e9, 1.4e12),
            5e-5
        );
    }

    /// <summary>Hoffmann et al. 2022: a = .46, b = .54.</summary>
    [Fact]
    public void The_optimum_spends_all_the_compute_and_no_neighbour_is_better()
    {
        foreach (var c in new[] { 1e18, 5.76e23, 1e27 })
        {
            double n = Hoffmann.OptimalParameters(c),
                d = Hoffmann.OptimalTokens(c);

            Assert.Equal(c, TrainingCompute.Flops(n, d), c * 1e-12);
            Assert.True(Hoffmann.Loss(n * 1.01, d / 1.01) > Hoffmann.FrontierLoss(c));
            Assert.True(Hoffmann.Loss(n / 1.01, d * 1.01) > Hoffmann.FrontierLoss(c));
        }

        Assert.Equal(0.46, Hoffmann.ParameterAllocation, 5e-3);
        Assert.Equal(1, Hoffmann.ParameterAllocation + Hoffmann.TokenAllocation, 1e-15);
    }
}
