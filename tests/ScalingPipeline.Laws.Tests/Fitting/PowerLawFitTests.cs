using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Fitting;

public sealed class PowerLawFitTests
{
    /// <summary>
    /// data/README, independent fit: 1.106016, 1581.86, .280062, sum of squares 1.202289e-6. The summary's five decimals reproduce it.
    /// </summary>
    [Fact]
    public void The_lstm_ladder_gives_its_law_of_size()
    {
        var fitted = PowerLawFit.Fit(LadderRuns.LanguageSizes("lstm"), FitOptions.LeastSquares);

        Assert.Equal(1.106016, fitted.Fit["L_inf"].Value, 5e-7);
        Assert.Equal(1581.86, fitted.Fit["x0"].Value, 5e-3);
        Assert.Equal(0.280062, fitted.Fit["alpha"].Value, 5e-7);
        Assert.Equal(1.202289e-6, fitted.Fit.Objective, 5e-13);
        Assert.Equal(Identification.Provisional, fitted.Fit.Status.Kind);
    }

    /// <summary>data/README: 1.191804, 1838.46, .256551, 1.537773e-5.</summary>
    [Fact]
    public void The_transformer_ladder_gives_its_law_of_size()
    {
        var fitted = PowerLawFit.Fit(
            LadderRuns.LanguageSizes("transformer"),
            FitOptions.LeastSquares
        );

        Assert.Equal(1.191804, fitted.Fit["L_inf"].Value, 5e-7);
        Assert.Equal(1838.46, fitted.Fit["x0"].Value, 5e-3);
        Assert.Equal(0.256551, fitted.Fit["alpha"].Value, 5e-7);
        Assert.Equal(1.537773e-5, fitted.Fit.Objective, 5e-12);
        Assert.Equal(5, fitted.Fit.Points);
        Assert.Equal(4, fitted.Fit.DistinctX);
        Assert.Equal(Identification.Provisional, fitted.Fit.Status.Kind);
    }
}
