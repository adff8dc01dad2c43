using ScalingPipeline.Laws.Sequential;

namespace ScalingPipeline.Laws.Tests.Sequential;

public sealed class LossBlocksTests
{
    [Fact]
    public void A_block_is_the_log_of_the_mean_with_its_standard_error()
    {
        var steps = Enumerable.Range(1, 80).Select(s => (double)s).ToArray();
        var losses = Array.ConvertAll(steps, s => s % 2 == 0 ? 3.0 : 1.0);

        var blocks = LossBlocks.Of(steps, losses, 80);

        Assert.Equal(40, blocks.Length);
        Assert.All(blocks, b => Assert.Equal(Math.Log(2), b.LogLoss, 1e-14));
        Assert.All(blocks, b => Assert.Equal(0.5, b.StandardError, 1e-14));
        Assert.Equal(0.025, blocks[0].EndFraction);
        Assert.Equal(1, blocks[39].EndFraction);
    }

    [Fact]
    public void Order_does_not_matter_and_what_is_not_finite_is_left_out()
    {
        var sorted = LossBlocks.Of([1, 2, 3, 4], [1, 2, 3, 4], 80);
        var mixed = LossBlocks.Of([4, 2, 1, 1, 3], [4, 2, double.NaN, 1, 3], 80);

        Assert.Equal(sorted, mixed);
        Assert.True(double.IsNaN(mixed[5].LogLoss));
        Assert.Equal(0, mixed[5].Count);
    }
}
