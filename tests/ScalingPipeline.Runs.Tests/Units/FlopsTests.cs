using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Runs.Tests.Units;

public sealed class FlopsTests
{
    /// <summary>Kaplan et al. 2020, table 1 and section 2.1: GPT-2 sized N = 1.5e9 on 23e9 tokens.</summary>
    [Fact]
    public void Training_takes_six_operations_for_each_parameter_and_token()
    {
        var compute = Flops.OfTraining(1.5e9, 23e9);

        Assert.Equal(2.07e20, compute.Value, 1e10);
        Assert.Equal(2.3958333333333335, compute.PetaflopDays, 1e-12);
    }

    /// <summary>One PF-day is 10^15 operations a second for 86,400 seconds.</summary>
    [Fact]
    public void A_petaflop_day_is_what_its_name_says() =>
        Assert.Equal(1, new Flops(1e15 * 86_400).PetaflopDays);
}
