using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Fitting;

public sealed class CriticalBatchFitTests
{
    private static readonly double[] _batches = [1e4, 5e4, 2e5, 1e6, 5e6, 2e7];

    [Fact]
    public void Steps_at_several_batch_sizes_give_both_limits()
    {
        var law = new BatchTradeOff(5e3, 2e9);

        var found = CriticalBatchFit.TradeOff(_batches, [.. _batches.Select(law.Steps)])!.Value;

        Assert.Equal(1, found.FewestSteps / law.FewestSteps, 1e-6);
        Assert.Equal(1, found.FewestTokens / law.FewestTokens, 1e-6);
        Assert.Equal(4e5, found.CriticalBatch, 1);
    }

    [Fact]
    public void Two_batch_sizes_are_too_few() =>
        Assert.Null(CriticalBatchFit.TradeOff([1e5, 1e6], [1e4, 5e3]));

    /// <summary>Kaplan et al. 2020, section 5.1: 2e8 tokens, 0.21.</summary>
    [Fact]
    public void Critical_batches_at_several_losses_give_the_published_law()
    {
        double[] losses = [5, 4, 3.5, 3, 2.7];

        var found = CriticalBatchFit
            .Fit(losses, Array.ConvertAll(losses, CriticalBatch.Published.At))!
            .Value;

        Assert.Equal(0.21, found.AlphaB, 1e-9);
        Assert.Equal(1, found.Scale / 2e8, 1e-9);
    }
}
