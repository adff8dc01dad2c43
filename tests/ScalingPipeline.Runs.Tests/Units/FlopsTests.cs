using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Runs.Tests.Units;

public sealed class FlopsTests
{
    /// <summary>One PF-day is 10^15 operations a second for 86,400 seconds.</summary>
    [Fact]
    public void A_petaflop_day_is_what_its_name_says() =>
        Assert.Equal(1, new Flops(1e15 * 86_400).PetaflopDays);

    /// <summary>Kaplan et al. 2020, table 1 and section 2.1: N = 1.5e9 on 23e9 tokens is 6 x 1.5e9 x 23e9 FLOP.</summary>
    [Fact]
    public void Compute_is_shown_in_petaflop_days() =>
        Assert.Equal(2.3958333333333335, new Flops(6 * 1.5e9 * 23e9).PetaflopDays, 1e-12);
}
