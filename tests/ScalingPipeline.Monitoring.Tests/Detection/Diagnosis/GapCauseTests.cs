using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Diagnosis;

public sealed class GapCauseTests
{
    private const double Steps = 800;

    [Fact]
    public void Training_that_falls_little_by_little_while_the_evaluation_rises_is_repeated_data() =>
        Assert.Equal(
            CauseCodes.RepeatedData,
            CauseOf(f => -0.3 * Math.Max(0, f - 0.3), f => 0.15 * Math.Max(0, f - 0.3))
        );

    [Theory]
    [InlineData(-0.16)]
    [InlineData(0.18)]
    public void Training_that_steps_up_or_down_and_parts_from_the_evaluation_is_other_data(
        double step
    ) =>
        Assert.Equal(
            CauseCodes.DataSwitch,
            CauseOf(f => f <= 0.6 ? 0 : step, f => f <= 0.6 ? 0 : 0.05)
        );

    [Theory]
    [InlineData(0, 0.08)]
    [InlineData(0.01, 0.09)]
    [InlineData(-0.03, 0.22)]
    public void An_evaluation_that_jumps_while_training_stays_leaves_the_cause_open(
        double training,
        double evaluation
    ) =>
        Assert.Equal(
            CauseCodes.Open,
            CauseOf(f => f <= 0.6 ? 0 : training, f => f <= 0.6 ? 0 : evaluation)
        );

    [Fact]
    public void An_evaluation_that_was_worse_from_the_start_leaves_the_cause_open() =>
        Assert.Equal(CauseCodes.Open, CauseOf(_ => 0, _ => 0.07));

    [Fact]
    public void Training_that_was_worse_from_the_start_and_evaluation_little_is_corrupted_data() =>
        Assert.Equal(
            CauseCodes.CorruptedData,
            CauseOf(f => 0.22 * Math.Min(1, f / 0.05), _ => 0.03)
        );

    [Fact]
    public void Training_and_evaluation_that_rise_together_without_end_are_a_divergence()
    {
        static double Rise(double f) => Math.Clamp(5 * (f - 0.6), 0, 1);

        Assert.Equal(CauseCodes.Divergence, CauseOf(Rise, Rise));
    }

    [Theory]
    [InlineData(0.65)]
    [InlineData(0.7)]
    [InlineData(0.75)]
    [InlineData(0.8)]
    [InlineData(0.9)]
    public void While_the_loss_climbs_the_lag_of_its_mean_is_taken_for_no_gap(double until)
    {
        static double Rise(double f) => Math.Clamp(5 * (f - 0.6), 0, 1);
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => Changed(r, Rise, Rise).Until((long)(until * Steps)));

        Assert.All(
            SimulatedDomain.Alerts(runs),
            a => Assert.Contains(a.CauseCode, new[] { CauseCodes.Open, CauseCodes.Divergence })
        );
    }

    [Fact]
    public void One_row_at_the_end_of_a_log_without_its_tail_opens_no_gap()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r =>
                    r.WithLosses((step, loss) => step == Steps ? loss * 0.8 : loss)
                        .Keeping(step => step is <= 640 or 800, evaluations: true)
            );

        Assert.DoesNotContain(
            SimulatedDomain.Alerts(runs),
            a => a.Code == AlertCodes.TrainEvaluationGap
        );
    }

    /// <summary>The cause of the one alert that a change of training and evaluation, in ln loss by share of the schedule, raises.</summary>
    private static string CauseOf(Func<double, double> training, Func<double, double> evaluation)
    {
        var runs = new SimulatedFamily().Runs().With(2, r => Changed(r, training, evaluation));
        var alert = Assert.Single(SimulatedDomain.Alerts(runs));
        Assert.Equal(runs[2].Name, alert.Run);
        return alert.CauseCode;
    }

    private static Run Changed(
        Run run,
        Func<double, double> training,
        Func<double, double> evaluation
    ) =>
        run.WithLosses((step, loss) => loss * Math.Exp(training(step / Steps))) with
        {
            Evaluations =
            [
                .. run.Evaluations.Select(e =>
                    SimulatedFamily.Evaluated(
                        e.Step,
                        e.All.Mean.Value * Math.Exp(evaluation(e.Step / Steps))
                    )
                ),
            ],
        };
}
