using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Laws.Forecasting;

namespace ScalingPipeline.Laws.Tests.Forecasting;

public sealed class PooledQuantilesTests
{
    private static readonly PooledQuantiles _table = PooledQuantiles.Measured;

    [Fact]
    public void The_level_of_a_quantile_is_its_own() =>
        Prop.ForAll(
                Gen.Choose(500, 990).Select(permille => permille / 1000.0).ToArbitrary(),
                level => Assert.Equal(level, _table.LevelOf(_table.At(level)), 1e-12)
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.32, 0.25)]
    [InlineData(0.64, 0.5)]
    public void Below_the_table_the_level_grows_evenly(double score, double level) =>
        Assert.Equal(level, _table.LevelOf(score), 1e-12);

    [Fact]
    public void Beyond_the_table_the_level_grows_and_stays_below_one()
    {
        var levels = new[] { 4.93, 5, 6, 10 }.Select(_table.LevelOf).ToList();

        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.True(levels[^1] < 1);
    }
}
