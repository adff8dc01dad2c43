using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Planning;

namespace ScalingPipeline.Laws.Tests.Planning;

public sealed class TargetComputeTests
{
    /// <summary>L = 1 + C^-1/2; the interval a factor of itself each way.</summary>
    private static Forecast At(double c, double half) =>
        new(
            Loss(c),
            0.9,
            Loss(c) * Math.Exp(-half),
            Loss(c) * Math.Exp(half),
            0,
            new ForecastScale(0, 0, 0, 0),
            "",
            ""
        );

    [Fact]
    public void The_ends_of_the_interval_reach_the_loss_at_the_ends_of_the_range()
    {
        var answer = TargetCompute.Of(c => At(c, 0.01), 100, Loss(100));

        Assert.Equal(100, answer.Expected);
        Assert.InRange(answer.Least!.Value, 1, 100);
        Assert.Equal(Loss(100), Loss(answer.Least.Value) * Math.Exp(-0.01), 1e-9);
        Assert.Equal(Loss(100), Loss(answer.Surely!.Value) * Math.Exp(0.01), 1e-9);
    }

    [Fact]
    public void No_compute_is_sure_where_the_interval_never_gets_below_the_loss() =>
        Assert.Null(TargetCompute.Of(c => At(c, 0.2), 100, Loss(100)).Surely);

    [Fact]
    public void No_compute_is_sure_beyond_the_reach_of_the_law() =>
        Assert.Null(TargetCompute.Of(c => c > 110 ? null : At(c, 0.01), 100, Loss(100)).Surely);

    private static double Loss(double c) => 1 + (1 / Math.Sqrt(c));
}
