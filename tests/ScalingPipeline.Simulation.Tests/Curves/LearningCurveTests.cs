using ScalingPipeline.Simulation.Curves;

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

    // Kaplan et al. 2020, Table 5: alpha_S = 0.76.
    [Fact]
    public void After_warm_up_the_reducible_loss_is_a_power_law_in_the_steps()
    {
        const int WarmupArea = 20_000;
        var plan = SimulatedLadder.Runs(SmallLadder.Options with { Steps = [1_000_000] })[0].Plan;
        var curve = new LearningCurve(plan);

        // Differences over octaves of full-rate updates cancel the floor.
        var losses = new[] { 100_000, 200_000, 400_000 }
            .Select(updates => curve.HealthyLossAfter(updates + WarmupArea))
            .ToList();

        Assert.Equal(0.76, Math.Log2((losses[0] - losses[1]) / (losses[1] - losses[2])), 1e-3);
    }
}
