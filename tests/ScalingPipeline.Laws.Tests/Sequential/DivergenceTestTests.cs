using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Sequential;

public sealed class DivergenceTestTests
{
    [Fact]
    public void A_healthy_run_does_not_diverge()
    {
        var losses = SyntheticRuns.Losses(3000, scatter: 0.05, seed: 9);

        Assert.Equal(-1, DivergenceTest.RiseOverOwnMinimum(losses));
    }

    [Fact]
    public void A_lasting_rise_over_the_own_minimum_is_seen_at_its_fifth_point()
    {
        double[] losses = [3, 2.9, 2.8, 2.7, 2.6, 2.5, 2.5, 2.5, 2.5, 2.5, 4, 4, 4, 4, 4, 4, 4];

        // The median of five turns at the third high point; three such points are needed.
        Assert.Equal(14, DivergenceTest.RiseOverOwnMinimum(losses));
    }

    [Fact]
    public void A_single_outlier_is_not_divergence()
    {
        double[] losses = [3, 2.9, 2.8, 2.7, 2.6, 2.5, 9, 2.5, 9, 2.5, 2.4, 2.4, 2.4, 2.4];

        Assert.Equal(-1, DivergenceTest.RiseOverOwnMinimum(losses));
    }

    [Fact]
    public void A_run_that_never_learned_is_seen_against_its_siblings()
    {
        double[][] siblings =
        [
            [5, 3, 2.5, 2.2],
            [5, 3.1, 2.6, 2.3],
            [5, 2.9, 2.4, 2.1],
        ];

        Assert.Equal(2, DivergenceTest.LevelAgainstSiblings([5, 4.9, 4.9, 4.8], siblings));
        Assert.Equal(-1, DivergenceTest.LevelAgainstSiblings([5, 3.2, 3.3, 2.3], siblings));
        Assert.Equal(-1, DivergenceTest.LevelAgainstSiblings([5, 4.9, 4.9, 4.8], siblings[..2]));
    }
}
