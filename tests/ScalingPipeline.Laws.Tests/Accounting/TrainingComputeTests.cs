using ScalingPipeline.Laws.Accounting;

namespace ScalingPipeline.Laws.Tests.Accounting;

/// <summary>Kaplan et al. 2020, section 2.1; checks of laws.md 2.1.</summary>
public sealed class TrainingComputeTests
{
    [Fact]
    public void Parameters_are_twelve_layers_times_width_squared()
    {
        Assert.Equal(82_944, TrainingCompute.Parameters(3, 48));
    }

    [Fact]
    public void Training_takes_six_operations_for_each_parameter_and_token()
    {
        Assert.Equal(6e15, TrainingCompute.Flops(1e6, 1e9));
    }

    [Theory]
    [InlineData(1000, 128, 0.65)]
    [InlineData(2000, 1e4, 0.017)]
    public void The_share_of_the_context_falls_with_width(
        double context,
        double width,
        double share
    )
    {
        Assert.Equal(share, TrainingCompute.ContextShare(context, width), 0.002);
    }
}
