using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Siblings;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Sequential;

public sealed class SiblingComparisonTests
{
    private const int Steps = 2000;
    private static readonly double[] Sizes = [1e4, 3e4, 1e5, 3e5];

    [Fact]
    public void A_run_on_the_trend_stays_within_two_sigma()
    {
        var residuals = Compare(Run(2e4, seed: 50));

        Assert.Equal(LossBlocks.Count - LossBlocks.FirstCompared, residuals.Count);
        Assert.All(residuals, r => Assert.InRange(r.Z, -2, 2));
    }

    [Fact]
    public void A_lasting_rise_shows_in_two_consecutive_blocks()
    {
        var losses = Run(2e4, seed: 51);
        for (var i = 1000; i < Steps; i++)
        {
            losses[i] *= 1.10;
        }

        var residuals = Compare(losses);
        var statistic = SiblingComparison.TwoConsecutive([.. residuals.Select(r => r.Residual)]);
        var first = Array.FindIndex(statistic, s => s > 0.06);

        Assert.Equal(21, residuals[first].Index);
        Assert.Equal(0.525, residuals[first - 1].EndFraction, 1e-12);
    }

    [Fact]
    public void Blocks_not_reached_yet_are_left_out()
    {
        var steps = Enumerable.Range(1, 900).Select(s => (double)s).ToArray();
        var blocks = LossBlocks.Of(steps, Run(2e4, seed: 52).AsSpan(0, 900), Steps);

        var residuals = SiblingComparison.Residuals(blocks, References(), Kriging());

        Assert.Equal(Enumerable.Range(2, 16), residuals.Select(r => r.Index));
    }

    [Fact]
    public void The_two_block_statistic_is_the_smaller_of_two_values_of_one_sign()
    {
        double[] values = [0.05, 0.02, -0.03, -0.07, 0.01];

        Assert.Equal([0, 0.02, 0, -0.03, 0], SiblingComparison.TwoConsecutive(values));
    }

    [Fact]
    public void Sigma_is_wider_where_the_curve_is_steep()
    {
        var residuals = Compare(Run(2e4, seed: 53));

        Assert.True(residuals[0].Sigma > residuals[^1].Sigma);
        Assert.True(residuals[^1].Sigma >= 0.019);
    }

    private static IReadOnlyList<BlockResidual> Compare(double[] losses) =>
        SiblingComparison.Residuals(Blocks(losses), References(), Kriging());

    private static KrigingWeights Kriging() => KrigingWeights.For(Sizes, 2e4);

    private static LossBlock[][] References() =>
        [.. Sizes.Select((n, i) => Blocks(Run(n, seed: 60 + (ulong)i)))];

    private static LossBlock[] Blocks(double[] losses) =>
        LossBlocks.Of(
            [.. Enumerable.Range(1, losses.Length).Select(s => (double)s)],
            losses,
            Steps
        );

    /// <summary>A common learning curve times a power of the size.</summary>
    private static double[] Run(double size, ulong seed) =>
        [
            .. SyntheticRuns
                .Losses(Steps, scatter: 0.03, seed)
                .Select(l => l * Math.Pow(size / 1e4, -0.07)),
        ];
}
