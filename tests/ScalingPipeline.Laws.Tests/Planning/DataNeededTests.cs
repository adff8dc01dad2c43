using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Planning;

namespace ScalingPipeline.Laws.Tests.Planning;

public sealed class DataNeededTests
{
    private static readonly ChinchillaLaw _law = new(1.81724, 477.84, 2143.86, 0.347313, 0.367183);

    [Theory]
    [InlineData(1e8, 0.02)]
    [InlineData(1e10, 0.005)]
    public void With_the_tokens_needed_the_loss_lies_that_share_above_unlimited_data(
        double parameters,
        double share
    )
    {
        var tokens = DataNeeded.Tokens(_law, parameters, share);

        Assert.Equal(share, DataNeeded.Overfitting(_law, parameters, tokens), 1e-12);
        Assert.Equal(1 + share, _law.Loss(parameters, tokens) / _law.Loss(parameters, 1e300), 1e-9);
    }

    [Fact]
    public void A_larger_model_needs_more_data()
    {
        Assert.True(DataNeeded.Tokens(_law, 1e10) > DataNeeded.Tokens(_law, 1e8));
    }
}
