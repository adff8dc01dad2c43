using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Planning;

namespace ScalingPipeline.Laws.Tests.Planning;

public sealed class TargetLossTests
{
    private static readonly ChinchillaLaw _law = new(1.81724, 477.84, 2143.86, 0.347313, 0.367183);

    [Theory]
    [InlineData(2.0)]
    [InlineData(2.5)]
    [InlineData(3.5)]
    public void The_cheapest_model_reaches_the_loss_and_none_does_so_for_less(double loss)
    {
        var plan = TargetLoss.Cheapest(_law, loss)!.Value;

        Assert.Equal(loss, _law.Loss(plan.Parameters, plan.Tokens), 1e-12);
        Assert.Equal(loss, _law.FrontierLoss(plan.Compute), 1e-9);
        Assert.Equal(1, plan.Parameters / _law.OptimalParameters(plan.Compute), 1e-9);
        foreach (var factor in new[] { 0.5, 0.9, 1.1, 2 })
        {
            var tokens = TargetLoss.TokensFor(_law, factor * plan.Parameters, loss);
            Assert.True(tokens is null || 6 * factor * plan.Parameters * tokens > plan.Compute);
        }
    }

    [Fact]
    public void A_loss_below_the_floor_cannot_be_bought()
    {
        Assert.Null(TargetLoss.Cheapest(_law, _law.E));
        Assert.Null(TargetLoss.TokensFor(_law, 1e6, 2));
        Assert.Null(TargetLoss.ParametersFor(_law, 1e6, 2));
    }

    [Fact]
    public void Tokens_and_parameters_for_a_loss_are_inverse_to_the_law()
    {
        var tokens = TargetLoss.TokensFor(_law, 1e9, 2.5)!.Value;

        Assert.Equal(2.5, _law.Loss(1e9, tokens), 1e-12);
        Assert.Equal(1e9, TargetLoss.ParametersFor(_law, tokens, 2.5)!.Value, 1);
    }
}
