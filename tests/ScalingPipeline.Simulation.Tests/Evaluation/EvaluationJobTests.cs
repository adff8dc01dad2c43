using ScalingPipeline.Simulation.Evaluation;

namespace ScalingPipeline.Simulation.Tests.Evaluation;

public sealed class EvaluationJobTests
{
    [Fact]
    public void All_losses_are_positive_and_none_is_absurd() =>
        Assert.All(
            SimulatedLadder.Runs(new SimulationOptions()),
            run =>
            {
                var losses = run.EvaluationFiles()
                    .SelectMany(file => file.EvaluationLosses())
                    .ToList();
                Assert.InRange(losses.Min(), 1e-9f, 1);
                Assert.InRange(losses.Max(), 5, 100);
            }
        );

    [Fact]
    public void Before_training_all_tokens_cost_nearly_the_same()
    {
        var plan = SimulatedLadder.Runs(SmallLadder.Options)[0].Plan;
        var set = new EvaluationSet(plan.Domain, 64, 7);

        var losses = new EvaluationJob(plan, SmallLadder.Options, set).LossesAt(0);

        Assert.InRange(losses.Min() / plan.Domain.InitialLoss, 0.95, 1);
        Assert.InRange(losses.Average() / plan.Domain.InitialLoss, 0.995, 1.005);
    }

    [Fact]
    public void Losses_fall_over_the_context_of_a_trained_text_model()
    {
        var plan = SimulatedLadder.Runs(new SimulationOptions())[14].Plan;
        var set = new EvaluationSet(plan.Domain, 256, 7);

        var losses = new EvaluationJob(plan, SmallLadder.Options, set).LossesAt(plan.TotalSteps);
        var first = losses.Where((_, index) => index % 128 < 2).Average();
        var last = losses.Where((_, index) => index % 128 >= 64).Average();

        Assert.InRange(first / last, 1.5, 2.4);
    }
}
