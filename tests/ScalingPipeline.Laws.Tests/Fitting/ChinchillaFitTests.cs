using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Fitting;

public sealed class ChinchillaFitTests
{
    /// <summary>Besiroglu et al. 2024, arXiv 2404.10102: plain grid minimum on their 240 points.</summary>
    [Fact]
    public void The_chinchilla_points_give_the_replications_minimum()
    {
        var fitted = ChinchillaFit.Fit(ChinchillaPoints.Load(), FitOptions.Reporting);

        Assert.Equal(240, fitted.Fit.Points);
        Assert.True(
            fitted.Fit.Objective <= 1.018274018e-3 * (1 + 1e-9),
            $"{fitted.Fit.Objective:R}"
        );
        Assert.Equal(1.81722, fitted.Fit["E"].Value, 5e-6);
        Assert.Equal(477.826, fitted.Fit["A"].Value, 5e-3);
        Assert.Equal(2143.417, fitted.Fit["B"].Value, 5e-2);
        Assert.Equal(0.347310, fitted.Fit["alpha"].Value, 1e-6);
        Assert.Equal(0.367172, fitted.Fit["beta"].Value, 5e-7);
        Assert.Equal(Identification.Identified, fitted.Fit.Status.Kind);
        Assert.True(fitted.Fit.Exit.IsMinimum());
        Assert.True(fitted.Fit.GradientNorm < 1e-9, $"{fitted.Fit.GradientNorm:R}");
    }

    /// <summary>data/README: all 245 points.</summary>
    [Fact]
    public void The_five_largest_losses_move_the_data_exponent()
    {
        var fitted = ChinchillaFit.Fit(ChinchillaPoints.Load(0), FitOptions.Reporting);

        Assert.Equal(245, fitted.Fit.Points);
        Assert.True(
            fitted.Fit.Objective <= 1.826010523e-3 * (1 + 1e-9),
            $"{fitted.Fit.Objective:R}"
        );
        Assert.Equal(0.45305, fitted.Fit["beta"].Value, 1e-5);
        Assert.Equal(1.89134, fitted.Fit["E"].Value, 1e-5);
    }

    /// <summary>extrapolation.md section 4; the published cool_end minimum at 1e-4 (2.0594e-4) is not the minimum.</summary>
    [Theory]
    [InlineData("hot", 1e-3, 1.981612809e-3)]
    [InlineData("hot", 1e-4, 2.075051556e-4)]
    [InlineData("cool_end", 1e-3, 1.964086431e-3)]
    [InlineData("cool_end", 1e-4, 2.047790676e-4)]
    public void The_gemstones_give_their_minimum(string file, double delta, double objective)
    {
        var options = FitOptions.Reporting with { Loss = LossFunction.Huber(delta) };

        var fitted = ChinchillaFit.Fit(GemstonePoints.Load(file), options);

        Assert.True(
            fitted.Fit.Objective <= objective * (1 + 1e-9),
            $"{fitted.Fit.Objective:R} at {fitted.Law}, {fitted.Fit.StartsAtMinimum} of {fitted.Fit.Starts}"
        );
        Assert.Equal(objective, fitted.Fit.Objective, objective * 1e-8);
    }
}
