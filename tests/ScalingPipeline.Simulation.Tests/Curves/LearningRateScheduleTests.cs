using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Tests.Curves;

public sealed class LearningRateScheduleTests
{
    // The lr column of a real run with a peak of 0.008, 102 steps of warm-up and 2,560 steps, relative to the peak.
    [Theory]
    [InlineData(1, 0.00007843137427698821)]
    [InlineData(50, 0.003921568859368563)]
    [InlineData(102, 0.00800000037997961)]
    [InlineData(200, 0.007970230653882027)]
    [InlineData(1000, 0.005760079715400934)]
    [InlineData(2500, 0.00041116809006780386)]
    [InlineData(2560, 0.00039999998989515007)]
    public void The_rate_follows_the_schedule_of_real_runs(int step, double rate)
    {
        var plan = SimulatedLadder.Runs(SmallLadder.Options with { Steps = [2560] })[0].Plan;

        Assert.Equal(
            rate / 0.008,
            LearningRateSchedule.RateAt(plan, step) / plan.PeakLearningRate,
            1e-6
        );
    }
}
