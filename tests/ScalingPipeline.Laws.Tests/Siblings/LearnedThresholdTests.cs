using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Laws.Tests.Siblings;

public sealed class LearnedThresholdTests
{
    /// <summary>detection.md 2.4: 1.5 x 5.5 % = 8.3 % after 15 % of the run.</summary>
    [Fact]
    public void The_limit_is_one_and_a_half_times_the_largest_healthy_value()
    {
        var threshold = LearnedThreshold.From([0.01, -0.055, 0.03]);

        Assert.Equal(0.0825, threshold.Limit, 1e-12);
        Assert.Equal(3, threshold.HealthyRuns);
        Assert.Equal(0.25, threshold.SmallestFalseAlarmRate);
    }

    [Fact]
    public void The_limit_is_never_below_two_percent()
    {
        Assert.Equal(0.02, LearnedThreshold.From([0.001, 0.002]).Limit, 1e-15);
    }

    [Theory]
    [InlineData(0.05, DeviationLevel.None)]
    [InlineData(0.06, DeviationLevel.Info)]
    [InlineData(-0.07, DeviationLevel.Warning)]
    [InlineData(-0.09, DeviationLevel.Critical)]
    public void Levels_are_two_sided(double statistic, DeviationLevel level)
    {
        Assert.Equal(level, LearnedThreshold.From([0.055]).LevelOf(statistic));
    }

    [Fact]
    public void Nothing_can_be_learned_from_no_run()
    {
        Assert.Throws<ArgumentException>(() => LearnedThreshold.From([]));
        Assert.Throws<ArgumentException>(() => LearnedThreshold.From([double.NaN]));
    }
}
