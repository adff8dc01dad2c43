using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Detection.Trend;

public sealed class TrendRuleTests
{
    private const int Families = 20;

    [Theory]
    [InlineData(1.12, 0.9)]
    [InlineData(1.2, 0.95)]
    [InlineData(1.4, 1.0)]
    [InlineData(0.88, 0.9)]
    public void A_lasting_deviation_of_a_finished_run_is_found_and_no_other_run_accused(
        double factor,
        double recall
    )
    {
        int found = 0,
            others = 0;
        for (var seed = 1; seed <= Families; seed++)
        {
            var faulty = 1 + (seed % 3);
            var runs = new SimulatedFamily { Seed = seed }
                .Runs()
                .With(faulty, r => r.Scaled(factor, from: 320));
            var alerts = SimulatedDomain.Alerts(runs);
            found += alerts.Any(c => c.Run == runs[faulty].Name && c.Code == AlertCodes.FinalLoss)
                ? 1
                : 0;
            others += alerts.Count(c => c.Run != runs[faulty].Name);
        }

        Assert.InRange(found, recall * Families, Families);
        // Of 80 healthy siblings: a faulty one among four references can drag a prediction.
        Assert.InRange(others, 0, 2);
    }

    [Fact]
    public void A_run_under_way_that_leaves_its_siblings_is_found_within_four_blocks()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.Scaled(1.2, from: 321).Until(321 + (4 * 20)));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.TrainingTrend, alert.Code);
        Assert.Equal(runs[2].Name, alert.Run);
        Assert.InRange(alert.SinceStep!.Value, 301, 361);
        Assert.InRange(alert.Observed!.Value / alert.Expected!.Value, 1.15, 1.25);
        Assert.InRange(alert.Expected.Value, alert.Interval!.Low, alert.Interval.High);
        Assert.Contains("above", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_third_of_the_siblings_may_be_faulty()
    {
        var family = new SimulatedFamily
        {
            Sizes = [3_072, 9_600, 24_576, 49_152, 82_944, 120_000],
        };
        var runs = family
            .Runs()
            .With(1, r => r.Scaled(1.3, from: 100))
            .With(4, r => r.Scaled(1.25, from: 100));

        var alerted = SimulatedDomain.Alerts(runs).Select(c => c.Run);

        Assert.Equal([runs[1].Name, runs[4].Name], alerted);
    }

    [Fact]
    public void A_faulty_run_gives_one_trend_alert_that_says_since_when()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(1.4, from: 101));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.FinalLoss, alert.Code);
        Assert.Equal(101, alert.SinceStep);
        Assert.Equal(AlertSeverity.Critical, alert.Severity);
        Assert.Contains("4 siblings", alert.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_learning_rate_far_above_the_siblings_is_named_as_the_likely_cause()
    {
        var runs = new SimulatedFamily().Runs().With(3, r => r.Scaled(1.4, from: 50).WithRate(30));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Contains("learning rate is too high", alert.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_that_alone_is_off_the_trend_points_to_the_training_data()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.WithLosses((step, loss) => step > 300 ? loss * 1.3 : loss));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.TrainingTrend, alert.Code);
        Assert.Equal(CauseCodes.DataSwitch, alert.CauseCode);
    }

    [Fact]
    public void Without_a_training_log_nothing_is_said_of_the_training_loss()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.Scaled(1.3).Keeping(_ => false, evaluations: true));

        var alert = Assert.Single(
            SimulatedDomain.Alerts(runs),
            a => a.Code == AlertCodes.FinalLoss
        );

        Assert.Contains("no training loss is logged", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_run_that_comes_back_the_last_block_beyond_the_band_is_told()
    {
        // Back within the band for the last two blocks of 20 steps: it takes three to clear.
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r => r.WithLosses((step, l) => step is > 320 and <= 480 ? l * 1.2 : l).Until(520)
            );

        var trend = Assert.Single(
            Detector.Run(SimulatedDomain.Of(runs)).Conditions,
            c => c.Code == AlertCodes.TrainingTrend
        );

        Assert.NotInRange(trend.Observed!.Value, trend.Interval!.Low, trend.Interval.High);
        Assert.Contains("steps 461 to 480", trend.Message, StringComparison.Ordinal);
        Assert.Contains("last 2 blocks lie within again", trend.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_block_beyond_the_limit_is_only_a_first_sign()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(1.3, from: 321).Until(340));

        var condition = Assert.Single(
            Detector.Run(SimulatedDomain.Of(runs)).Conditions,
            c => c.Code == AlertCodes.TrainingTrend
        );

        Assert.False(condition.Confirmed);
    }

    [Fact]
    public void Of_a_deviation_that_has_passed_the_step_is_told_and_no_more()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r => r.WithLosses((step, loss) => step is > 300 and < 400 ? loss * 1.2 : loss)
            );

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.Step, alert.Code);
        Assert.Equal(AlertSeverity.Info, alert.Severity);
        Assert.Equal(CauseCodes.OptimizerState, alert.CauseCode);
    }

    [Fact]
    public void Among_three_runs_the_one_that_breaks_the_order_of_sizes_is_accused()
    {
        var family = new SimulatedFamily { Sizes = [9_600, 24_576, 82_944] };
        var runs = family.Runs().With(2, r => r.Scaled(1.4, from: 100));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(runs[2].Name, alert.Run);
    }

    [Fact]
    public void When_more_than_a_third_disagree_nobody_is_accused_and_a_remark_says_so()
    {
        var family = new SimulatedFamily { Sizes = [3_072, 9_600, 24_576, 82_944] };
        var runs = family
            .Runs()
            .With(1, r => r.Scaled(1.5, from: 10))
            .With(2, r => r.Scaled(0.6, from: 10));

        var detector = Detector.Run(SimulatedDomain.Of(runs));

        Assert.DoesNotContain(detector.Conditions, c => c.Confirmed);
        Assert.Contains("do not agree", Assert.Single(detector.Remarks), StringComparison.Ordinal);
    }
}
