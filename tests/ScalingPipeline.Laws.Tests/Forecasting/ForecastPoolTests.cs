using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Forecasting;

public sealed class ForecastPoolTests
{
    private static readonly ForecastScale Scale = new(0.01, 0.01, 20, 0.5);

    [Fact]
    public void With_fewer_than_ten_families_the_public_quantiles_stay()
    {
        var pool = new ForecastPool(Scored(families: 9, spread: 5));

        Assert.Equal(9, pool.Families);
        Assert.Same(PooledQuantiles.Measured, pool.Recalibrated());
    }

    [Fact]
    public void With_ten_families_the_installations_own_errors_decide()
    {
        var pool = new ForecastPool(Scored(families: 10, spread: 1));

        var own = pool.Recalibrated();

        // Normal errors with the scale as standard deviation.
        Assert.Equal(0.674, own.At(0.5), 0.1);
        Assert.Equal(1.645, own.At(0.9), 0.15);
        Assert.Equal(1.960, own.At(0.95), 0.2);
    }

    [Fact]
    public void Intervals_from_recalibrated_quantiles_cover_new_forecasts_of_the_same_installation()
    {
        var forecaster = new ForecastPool(Scored(families: 12, spread: 3)).Recalibrated();
        var later = Scored(families: 12, spread: 3, seed: 99);

        var covered = later.Average(f => f.Score <= forecaster.At(0.9) ? 1.0 : 0);

        Assert.InRange(covered, 0.88, 0.92);
    }

    [Fact]
    public void A_family_with_a_thousand_forecasts_weighs_no_more_than_one_with_ten()
    {
        var calm = Scored(families: 9, spread: 1);
        var wild = Enumerable
            .Range(0, 1000)
            .Select(i => new ScoredForecast("wild", "set", $"{i % 4}", 1, Scale));

        var pool = new ForecastPool(calm.Concat(wild));

        Assert.True(pool.Quantiles().At(0.8) < 2);
        Assert.True(pool.Quantiles().At(0.95) > 20);
    }

    [Fact]
    public void The_order_of_the_forecasts_does_not_matter()
    {
        var forecasts = Scored(families: 10, spread: 2);
        var straight = new ForecastPool(forecasts).Quantiles();

        Array.Reverse(forecasts);

        Assert.Equal(straight.At(0.9), new ForecastPool(forecasts).Quantiles().At(0.9));
    }

    [Fact]
    public void An_empty_pool_says_that_nothing_has_been_scored()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            new ForecastPool([]).Quantiles()
        );

        Assert.Contains("scored", error.Message, StringComparison.Ordinal);
    }

    private static ScoredForecast[] Scored(int families, double spread, ulong seed = 1)
    {
        var random = new Xoshiro256(seed);
        return (
            from family in Enumerable.Range(0, families)
            from origin in Enumerable.Range(0, 4)
            from point in Enumerable.Range(0, 100)
            select new ScoredForecast(
                $"family {family}",
                "set",
                $"night {origin}",
                spread * Scale.Sigma * SyntheticRuns.Normal(random),
                Scale
            )
        ).ToArray();
    }
}
