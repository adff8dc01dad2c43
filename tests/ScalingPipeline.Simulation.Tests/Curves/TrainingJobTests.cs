using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Tests.Curves;

public sealed class TrainingJobTests
{
    private static readonly SimulationOptions _options = SmallLadder.Options with
    {
        Steps = [2048],
    };

    private readonly SimulatedRun _run = SimulatedLadder.Runs(_options)[2];

    [Fact]
    public void Steps_count_from_one_and_tokens_are_steps_times_the_batch()
    {
        var log = TrainingJob.Run(_run.Plan, _options);

        Assert.Equal(Enumerable.Range(1, 2048).Select(step => (long)step), log.Step);
        Assert.Equal(log.Step.Select(step => step << 19), log.TokensSeen);
        Assert.Equal(log.ElapsedSeconds.Order(), log.ElapsedSeconds);
    }

    [Fact]
    public void The_first_loss_is_that_of_the_uniform_prediction() =>
        Assert.All(
            SimulatedLadder.Runs(new SimulationOptions()),
            run =>
                Assert.InRange(
                    TrainingJob.Run(run.Plan, new SimulationOptions()).Loss[0]
                        / Math.Log(run.Plan.Domain.VocabularySize),
                    0.96,
                    1.04
                )
        );

    [Fact]
    public void Losses_scatter_around_the_curve_by_the_step_noise_without_memory()
    {
        var log = TrainingJob.Run(_run.Plan, _options);
        var curve = new LearningCurve(_run.Plan);
        var residuals = log
            .Loss.Select((loss, index) => Math.Log(loss / curve.HealthyLossAfter(index)))
            .Skip(200)
            .ToList();

        var spread = Math.Sqrt(residuals.Average(r => r * r));
        var lagged = residuals.Zip(residuals.Skip(1), (a, b) => a * b).Average();

        Assert.InRange(spread, 0.028, 0.032);
        Assert.InRange(residuals.Average(), -0.003, 0.003);
        Assert.InRange(lagged / (spread * spread), -0.07, 0.07);
    }

    [Fact]
    public void Gradients_are_large_at_first_and_settle()
    {
        var log = TrainingJob.Run(_run.Plan, _options);

        Assert.True(log.GradientNorm.Take(3).Average() > 2);
        Assert.InRange(log.GradientNorm.Skip(1024).Average(), 0.4, 1.2);
    }
}
