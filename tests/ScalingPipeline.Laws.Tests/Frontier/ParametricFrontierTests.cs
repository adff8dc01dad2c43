using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Frontier;

public sealed class ParametricFrontierTests
{
    /// <summary>Besiroglu et al. 2024: a = 0.5126, standard error 0.018.</summary>
    [Fact]
    public void The_chinchilla_points_split_compute_in_equal_halves()
    {
        var data = ChinchillaPoints.Load();
        var fitted = ChinchillaFit.Fit(data, FitOptions.Reporting);
        var optimum = ParametricFrontier.Of(fitted);
        var sample = Bootstrap.OfChinchilla(data, FitOptions.Reporting, seed: 7)!;

        var size = optimum.OptimalSize;
        Assert.Equal(0.5126, size.Law!.Value.Exponent, 2e-3);
        Assert.Equal(1, size.Law.Value.Exponent + optimum.OptimalTokens.Law!.Value.Exponent, 1e-12);
        Assert.Equal(0.018, sample.StandardError(law => law.ParameterAllocation), 3e-3);

        // To first order, from the few points in Huber's quadratic zone: the same within a factor 1.6.
        Assert.InRange(
            size.Fit["exponent"].StandardError
                / sample.StandardError(law => law.ParameterAllocation),
            0.7,
            1.6
        );
        Assert.InRange(
            size.Fit["x0"].LogStandardError
                / sample.StandardError(law =>
                    -Math.Log(law.AllocationPrefactor) / law.ParameterAllocation
                ),
            0.7,
            1.6
        );
        foreach (var compute in new[] { 1e18, 1e24 })
        {
            Assert.Equal(
                1,
                size.Law.Value.At(compute) / fitted.Law!.Value.OptimalParameters(compute),
                1e-9
            );
            Assert.Equal(
                1,
                optimum.OptimalTokens.Law.Value.At(compute)
                    / fitted.Law!.Value.OptimalTokens(compute),
                1e-9
            );
        }
    }
}
