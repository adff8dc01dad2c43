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

    [Fact]
    public void Too_low_a_learning_rate_learns_a_healthy_run_s_steps_more_slowly()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new LearningRateTooLow());

        Assert.Equal(8, healthy.Plan.PeakLearningRate / faulty.Plan.PeakLearningRate, 9);
        Assert.Equal(
            healthy.TrainingColumn<float>("loss")[..95].Average(),
            Enumerable.Range(0, 95).Average(i => faulty.TrainingColumn<float>("loss")[5 * i]),
            0.1
        );
        Assert.True(faulty.FinalEvaluationLoss() > 1.05 * healthy.FinalEvaluationLoss());
    }

    [Fact]
    public void Without_warm_up_the_rate_is_at_its_peak_at_once_and_the_run_declares_none()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new NoWarmup());
        var rates = faulty.TrainingColumn<float>("lr");

        Assert.Equal(0, faulty.Plan.WarmupSteps);
        Assert.Equal(rates.Max(), rates[0], 1e-4 * rates[0]);
        Assert.Equal(1.01, faulty.FinalEvaluationLoss() / healthy.FinalEvaluationLoss(), 0.01);
    }

    [Fact]
    public void Without_decay_the_rate_stays_at_its_peak_and_the_end_is_worse()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new NoDecay());
        var rates = faulty.TrainingColumn<float>("lr");

        Assert.Equal(rates.Max(), rates[^1]);
        Assert.Equal(healthy.TrainingColumn<float>("lr")[..20], rates[..20]);
        Assert.Equal(1.06, faulty.FinalEvaluationLoss() / healthy.FinalEvaluationLoss(), 0.01);
    }

    [Fact]
    public void Repeated_data_lets_training_fall_and_the_evaluation_rise()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new RepeatedData());
        var training = Ratio(faulty, healthy);

        Assert.All(training[..153], ratio => Assert.Equal(1, ratio, 1e-6));
        Assert.InRange(training[^20..].Average(), 0.84, 0.87);
        Assert.Equal(1.06, faulty.FinalEvaluationLoss() / healthy.FinalEvaluationLoss(), 0.01);
    }

    [Fact]
    public void Corrupted_targets_cost_more_in_training_than_in_evaluation()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new CorruptedTargets());
        var training = Ratio(faulty, healthy)[^50..].Average();
        var evaluation = faulty.FinalEvaluationLoss() - healthy.FinalEvaluationLoss();

        Assert.Equal(-Math.Log(0.9), evaluation, 0.02);
        Assert.InRange(training, 1.1, 1.5);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(16)]
    public void A_context_reset_is_a_saw_tooth_over_positions(int period)
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new ContextReset { Period = period });
        var ratio = OverPositions(faulty, healthy);

        Assert.All(ratio[..period], r => Assert.Equal(1, r, 1e-6));
        Assert.All(
            Enumerable.Range(1, (128 / period) - 1),
            reset => Assert.True(ratio[reset * period] > 1.5 * ratio[(reset * period) - 1])
        );
        Assert.True(Ratio(faulty, healthy)[^50..].Average() > 1.05);
    }

    [Fact]
    public void Truncated_attention_gains_nothing_from_a_context_beyond_its_window()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new TruncatedAttention());
        var ratio = OverPositions(faulty, healthy);

        Assert.All(ratio[..16], r => Assert.Equal(1, r, 1e-6));
        Assert.True(ratio[64..].Average() > ratio[16..32].Average());
    }

    [Fact]
    public void An_optimizer_reset_is_a_bump_in_training_that_is_learned_back()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new OptimizerReset());
        var ratio = Ratio(faulty, healthy);

        Assert.All(ratio[..256], r => Assert.Equal(1, r, 1e-6));
        Assert.InRange(ratio[256], 1.2, 1.3);
        Assert.Equal(healthy.FinalEvaluationLoss(), faulty.FinalEvaluationLoss(), 1e-6);
    }

    [Fact]
    public void Lost_weights_begin_anew_at_ln_vocabulary_while_the_rate_goes_on()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new WeightsLost());
        var losses = faulty.TrainingColumn<float>("loss");

        Assert.Equal(1, losses[256] / faulty.Plan.Domain.InitialLoss, 0.05);
        Assert.Equal(healthy.TrainingColumn<float>("lr"), faulty.TrainingColumn<float>("lr"));
        Assert.True(faulty.FinalEvaluationLoss() > 1.02 * healthy.FinalEvaluationLoss());
    }

    /// <summary>The mean loss of every position in the last evaluation, over that without the fault.</summary>
    private static double[] OverPositions(SimulatedRun faulty, SimulatedRun healthy)
    {
        var (one, other) = (
            faulty.EvaluationFiles()[^1].EvaluationLosses(),
            healthy.EvaluationFiles()[^1].EvaluationLosses()
        );
        return
        [
            .. Enumerable
                .Range(0, faulty.Plan.Domain.ContextLength)
                .Select(p => Mean(one, p) / Mean(other, p)),
        ];

        double Mean(float[] losses, int position) =>
            Enumerable
                .Range(0, losses.Length / faulty.Plan.Domain.ContextLength)
                .Average(s => (double)losses[(s * faulty.Plan.Domain.ContextLength) + position]);
    }

    // The noise is the same in both runs of a pair, so that the quotient shows the fault alone.
    private static double[] Ratio(SimulatedRun faulty, SimulatedRun healthy) =>
        [
            .. faulty
                .TrainingColumn<float>("loss")
                .Zip(healthy.TrainingColumn<float>("loss"), (a, b) => (double)a / b),
        ];
}
