using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Tests.Normalization;

public sealed class LossNormalizerTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1.7e308)]
    [InlineData(2e12)]
    public void A_number_that_no_loss_can_be_is_masked_and_counted(double absurd)
    {
        for (var place = 0; place < 9; place++)
        {
            var normalizer = new LossNormalizer(LossConversion.None);
            var losses = Enumerable.Repeat(1.5, 9).ToArray();
            losses[place] = absurd;

            Assert.Equal(-1, normalizer.Normalize(losses, []));

            Assert.Equal(1, normalizer.NonFinite);
            Assert.True(double.IsNaN(losses[place]));
            Assert.Equal(8, losses.Count(loss => loss == 1.5));
        }
    }

    [Fact]
    public void A_sum_over_a_large_batch_is_still_a_number()
    {
        var normalizer = new LossNormalizer(LossConversion.None);
        double[] losses = [11.5 * 4096 * 4096, 0, 1, 2];

        Assert.Equal(-1, normalizer.Normalize(losses, []));

        Assert.Equal(0, normalizer.NonFinite);
    }
}
