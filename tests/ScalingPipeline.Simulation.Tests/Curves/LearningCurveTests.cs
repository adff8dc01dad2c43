using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Tests.Curves;

public sealed class LearningCurveTests
{
    [Fact]
    public void It_falls_from_the_uniform_prediction_to_the_loss_of_the_law() =>
        Assert.All(
            SimulatedLadder.Runs(new SimulationOptions()),
            run =>
            {
                var curve = new LearningCurve(run.Plan);
                var losses = Enumerable
                    .Range(0, run.Plan.TotalSteps + 1)
                    .Select(curve.HealthyLossAfter)
                    .ToList();

                Assert.Equal(Math.Log(run.Plan.Domain.VocabularySize), losses[0], 12);
                Assert.Equal(run.FinalLoss, losses[^1], 12);
                Assert.All(
                    losses.Zip(losses.Skip(1)),
                    pair => Assert.True(pair.Second < pair.First)
                );
            }
        );

    // Hoffmann et al. 2022, appendix B: a cosine longer than the training leaves the loss above that of a cosine which has ended.
    [Fact]
    public void In_mid_schedule_a_run_lies_above_one_that_has_finished_at_as_many_tokens() =>
        Assert.All(
            SimulatedLadder.Runs(
                SmallLadder.Options with
                {
                    Domains = PublishedDomains.All,
                    Sizes = ModelShape.Ladder,
                    Steps = [2048],
                    SeedNoise = 0,
                }
            ),
            run =>
            {
                var longer = new LearningCurve(run.Plan);
                Assert.All(
                    Enumerable.Range(64, 2048 - 64),
                    steps =>
                        Assert.True(
                            longer.HealthyLossAfter(steps)
                                > (run.Plan with { TotalSteps = steps }).FinalLoss,
                            $"{run.Id} after {steps} steps"
                        )
                );
            }
        );

    [Fact]
    public void The_decay_gains_more_than_the_tokens_seen_meanwhile()
    {
        var plan = SimulatedLadder
            .Runs(SmallLadder.Options with { Steps = [2048], SeedNoise = 0 })[0]
            .Plan;
        var curve = new LearningCurve(plan);

        var gained = curve.HealthyLossAfter(1024) - curve.HealthyLossAfter(2048);
        var byTokens = (plan with { TotalSteps = 1024 }).FinalLoss - plan.FinalLoss;

        Assert.True(gained > 1.3 * byTokens);
        Assert.InRange(
            curve.HealthyLossAfter(512) / (plan with { TotalSteps = 512 }).FinalLoss,
            1.02,
            1.1
        );
    }
}
