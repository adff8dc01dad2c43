using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Sequential;

public sealed class StepTestTests
{
    /// <summary>detection.md 3.3: the healthy maximum of 38 runs is 5.2.</summary>
    [Fact]
    public void Healthy_noise_stays_below_the_limit()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var losses = SyntheticRuns.Losses(2560, scatter: 0.03, seed);

            Assert.InRange(StepTest.Largest(losses), 2, 6.5);
            Assert.Empty(StepTest.Find(losses));
        }
    }

    [Theory]
    [InlineData(1.15)]
    [InlineData(0.87)]
    public void A_lasting_step_is_found_where_it_is(double factor)
    {
        var losses = SyntheticRuns.Losses(2560, scatter: 0.03, seed: 7);
        for (var i = 1280; i < losses.Length; i++)
        {
            losses[i] *= factor;
        }

        var step = Assert.Single(StepTest.Find(losses));

        Assert.InRange(step.Index, 1280, 1320);
        Assert.Equal(Math.Sign(factor - 1), Math.Sign(step.Contrast));
        Assert.Equal(Math.Log(factor), step.Change, 0.03);
    }

    [Fact]
    public void The_steep_start_is_not_tested()
    {
        var losses = SyntheticRuns.Losses(400, scatter: 0.01, seed: 8);
        for (var i = 0; i < 100; i++)
        {
            losses[i] *= 3;
        }

        Assert.Empty(StepTest.Find(losses));
        Assert.Empty(StepTest.Find(losses.AsSpan(0, 150)));
    }
}
