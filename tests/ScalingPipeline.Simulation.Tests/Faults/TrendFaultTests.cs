using ScalingPipeline.Simulation.Faults;

namespace ScalingPipeline.Simulation.Tests.Faults;

public sealed class TrendFaultTests
{
    [Fact]
    public void Too_high_a_learning_rate_shows_in_the_declared_and_in_the_logged_rate()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new LearningRateTooHigh());

        Assert.Equal(30, faulty.Plan.PeakLearningRate / healthy.Plan.PeakLearningRate, 9);
        Assert.Equal(
            30,
            faulty.TrainingColumn<float>("lr").Max() / healthy.TrainingColumn<float>("lr").Max(),
            1e-4
        );
    }

    [Fact]
    public void Too_high_a_learning_rate_is_smoothly_worse_in_training_and_evaluation()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new LearningRateTooHigh());
        var training = Ratio(faulty, healthy);

        Assert.Equal(1.3, faulty.FinalEvaluationLoss() / healthy.FinalEvaluationLoss(), 0.02);
        Assert.InRange(training[0], 0.98, 1.02);
        Assert.InRange(training[^50..].Average(), 1.27, 1.31);
        Assert.InRange(training[200..250].Average(), 1.15, 1.25);
    }

    [Fact]
    public void Too_high_a_learning_rate_has_small_gradients_late_in_the_run()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new LearningRateTooHigh());
        var ratio =
            faulty.TrainingColumn<float>("grad_norm")[256..].Average()
            / healthy.TrainingColumn<float>("grad_norm")[256..].Average();

        Assert.InRange(ratio, 0.15, 0.42);
    }

    [Fact]
    public void A_leak_lowers_the_evaluation_and_leaves_training_on_the_trend()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new BetterThanTrend());

        Assert.Equal(0.8, faulty.FinalEvaluationLoss() / healthy.FinalEvaluationLoss(), 0.01);
        Assert.All(Ratio(faulty, healthy), ratio => Assert.Equal(1, ratio, 1e-6));
    }

    [Fact]
    public void A_data_switch_steps_training_down_and_lets_the_evaluation_drift_up()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new DataSwitch());
        var training = Ratio(faulty, healthy);

        Assert.All(training[..256], ratio => Assert.Equal(1, ratio, 1e-6));
        Assert.InRange(training[256..].Average(), 0.81, 0.83);
        Assert.Equal(1.08, faulty.FinalEvaluationLoss() / healthy.FinalEvaluationLoss(), 0.01);
    }

    [Fact]
    public void A_divergence_climbs_over_its_own_minimum_and_stays_there()
    {
        var (faulty, _) = SmallLadder.WithAndWithout(new Divergence());
        var losses = faulty.TrainingColumn<float>("loss");
        var minimum = Enumerable.Range(0, 290).Min(start => losses[start..(start + 16)].Average());

        Assert.True(losses[^16..].Average() > minimum + 1);
        Assert.True(losses[400..416].Average() > minimum + 1);
        Assert.True(faulty.FinalEvaluationLoss() > minimum + 1);
    }

    [Fact]
    public void A_spike_stands_out_of_the_noise_and_recovers()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new LossSpike());
        var ratio = Ratio(faulty, healthy);
        var top = Array.IndexOf(ratio, ratio.Max());

        Assert.Equal((int)(0.55 * 512), top);
        Assert.InRange(ratio[top], 1.9, 2.1);
        Assert.All(ratio[..top], r => Assert.Equal(1, r, 1e-6));
        Assert.All(ratio[(top + 60)..], r => Assert.Equal(1, r, 0.01));
        Assert.Equal(healthy.FinalEvaluationLoss(), faulty.FinalEvaluationLoss(), 1e-6);
    }

    // The noise is the same in both runs of a pair, so that the quotient shows the fault alone.
    private static double[] Ratio(SimulatedRun faulty, SimulatedRun healthy) =>
        [
            .. faulty
                .TrainingColumn<float>("loss")
                .Zip(healthy.TrainingColumn<float>("loss"), (a, b) => (double)a / b),
        ];
}
