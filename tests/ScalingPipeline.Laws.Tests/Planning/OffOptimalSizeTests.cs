using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Planning;

namespace ScalingPipeline.Laws.Tests.Planning;

public sealed class OffOptimalSizeTests
{
    private static readonly ChinchillaLaw _law = new(1.81724, 477.84, 2143.86, 0.347313, 0.367183);

    /// <summary>Kaplan et al. 2020, section 6.1: sizes from 0.6 to 2.2 times the optimal one cost about 20 % more compute; 2.2 times takes 45 % fewer steps.</summary>
    [Fact]
    public void Kaplans_model_of_twice_the_size_costs_a_fifth_more_and_takes_half_the_steps()
    {
        var law = KaplanStepLaw.Published;

        Assert.Equal(1.2, OffOptimalSize.ExtraCompute(law, 2.2)!.Value, 0.02);
        Assert.Equal(1.2, OffOptimalSize.ExtraCompute(law, 0.6)!.Value, 0.05);
        Assert.Equal(0.55, OffOptimalSize.Steps(law, 2.2)!.Value, 0.01);
        Assert.Equal(1, OffOptimalSize.ExtraCompute(law, 1)!.Value, 1e-12);
        Assert.Equal(0.10, OffOptimalSize.EfficientAboveConverged(law), 0.002);
    }

    /// <summary>The formula against a direct search along the loss contour of the law.</summary>
    [Theory]
    [InlineData(0.6)]
    [InlineData(1.5)]
    [InlineData(2.2)]
    public void Kaplans_formula_is_the_contour_of_his_law(double factor)
    {
        var law = KaplanStepLaw.Published;
        const double Size = 1e8;
        var sizeTerm = Math.Pow(law.Nc / Size, law.AlphaN);

        // At the optimum the step term is alpha_N/alpha_S of the size term.
        var steps = law.Sc * Math.Pow(sizeTerm * law.AlphaN / law.AlphaS, -1 / law.AlphaS);
        var loss = law.Loss(Size, steps);

        var other = steps * OffOptimalSize.Steps(law, factor)!.Value;
        Assert.Equal(loss, law.Loss(factor * Size, other), 1e-9);
    }

    [Fact]
    public void The_optimal_size_costs_nothing_extra_and_every_other_one_does()
    {
        Assert.Equal(1, OffOptimalSize.ExtraCompute(_law, 1e21, 1)!.Value, 1e-9);
        Assert.Equal(0, OffOptimalSize.ExtraLoss(_law, 1e21, 1), 1e-12);
        foreach (var factor in new[] { 0.3, 0.5, 2, 4 })
        {
            Assert.True(OffOptimalSize.ExtraCompute(_law, 1e21, factor) > 1);
            Assert.True(OffOptimalSize.ExtraLoss(_law, 1e21, factor) > 0);
        }

        Assert.Null(OffOptimalSize.ExtraCompute(_law, 1e21, 0.05));
    }
}
