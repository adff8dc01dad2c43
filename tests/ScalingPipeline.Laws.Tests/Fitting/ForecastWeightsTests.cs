using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Fitting;

public sealed class ForecastWeightsTests
{
    [Fact]
    public void Few_runs_bear_the_least_power_and_many_the_greatest()
    {
        Assert.Equal(ForecastWeights.LeastPower, ForecastWeights.PowerOf(Sizes(12)));
        Assert.Equal(ForecastWeights.GreatestPower, ForecastWeights.PowerOf(Sizes(1000)));
    }

    [Fact]
    public void In_between_forty_effective_points_are_left()
    {
        var data = ChinchillaPoints.Load();
        var some = data.Where(slot => slot % 2 == 0);
        var weights = ForecastWeights.Of(some);

        Assert.InRange(
            ForecastWeights.PowerOf(some),
            ForecastWeights.LeastPower + 0.01,
            ForecastWeights.GreatestPower - 0.01
        );

        // Rescaled so that their sum is the effective number.
        Assert.Equal(ForecastWeights.EffectivePoints, weights.Sum(), 1e-3);
    }

    [Fact]
    public void Weights_grow_with_compute_and_their_sum_is_the_effective_number()
    {
        var data = Sizes(30);
        var weights = ForecastWeights.Of(data);

        Assert.Equal(weights.Order(), weights);
        Assert.Equal(weights.Sum(), weights.Sum(w => w * w), 1e-9);
    }

    [Fact]
    public void The_estimator_says_the_power_in_words()
    {
        var fit = PowerLawFit.Fit(Sizes(12), FitOptions.Forecast).Fit;

        Assert.StartsWith(
            "forecast fit: weights (C/Cmax)^0.50",
            fit.Estimator,
            StringComparison.Ordinal
        );
    }

    private static Observations Sizes(int count)
    {
        double[] n =
        [
            .. Enumerable.Range(0, count).Select(i => 1e4 * Math.Pow(10, 4.0 * i / (count - 1))),
        ];
        return Observations.OfOne("N", n, Array.ConvertAll(n, x => 1.5 + Math.Pow(2e4 / x, 0.3)));
    }
}
