using ScalingPipeline.Simulation.Evaluation;

namespace ScalingPipeline.Simulation.Tests.Evaluation;

public sealed class EvaluationScheduleTests
{
    // The checkpoints of the real runs of 2,560 steps.
    [Fact]
    public void Checkpoints_are_spaced_as_in_real_runs() =>
        Assert.Equal(
            [26, 41, 64, 102, 162, 256, 406, 643, 1019, 1615, 2560],
            EvaluationSchedule.StepsOf(2560, 11)
        );

    [Fact]
    public void Steps_that_coincide_are_evaluated_once()
    {
        var steps = EvaluationSchedule.StepsOf(64, 40);

        Assert.Equal(steps.Distinct().Order(), steps);
        Assert.Equal(64, steps[^1]);
        Assert.Equal(1, steps[0]);
    }
}
