using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Uncertainty;

public sealed class BootstrapTests
{
    /// <summary>Besiroglu et al. 2024 from 4,000 replicates: E .02566, alpha .01540, beta .02060. 2,000 replicates have a standard error's error of 1.6 % and heavier tails here.</summary>
    [Fact]
    public void Chinchillas_standard_errors_are_the_published_ones()
    {
        var sample = Bootstrap.OfChinchilla(
            ChinchillaPoints.Load(),
            FitOptions.Reporting,
            seed: 42,
            replicates: 2000
        )!;

        Assert.Equal(0, sample.Unconverged);
        Assert.Equal(0.02566, sample.StandardError(l => l.E), 0.0026);
        Assert.Equal(0.01540, sample.StandardError(l => l.Alpha), 0.0015);
        Assert.Equal(0.02060, sample.StandardError(l => l.Beta), 0.0021);
        Assert.Equal(0.018, sample.StandardError(l => l.ParameterAllocation), 0.002);
        var (low, high) = sample.Interval(l => l.Alpha);
        Assert.InRange(low, 0.310, 0.324);
        Assert.InRange(high, 0.366, 0.381);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_does_not()
    {
        var data = ChinchillaPoints.Load();

        var first = Bootstrap.OfChinchilla(data, FitOptions.Reporting, 7, 20)!;
        var again = Bootstrap.OfChinchilla(data, FitOptions.Reporting, 7, 20)!;
        var other = Bootstrap.OfChinchilla(data, FitOptions.Reporting, 8, 20)!;

        Assert.Equal(first.Laws, again.Laws);
        Assert.NotEqual(first.Laws, other.Laws);
    }
}
