using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Detection;

public sealed class InhibitionTests
{
    [Fact]
    public void Of_several_signs_of_one_deviation_one_is_told_with_the_clearest_cause()
    {
        // Training data is switched at step 400: a step, a gap and a trend.
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.WithLosses((step, loss) => step > 400 ? loss * 1.2 : loss));

        var conditions = Detector
            .Run(SimulatedDomain.Of(runs))
            .Conditions.Where(c => c.Run == runs[2].Name)
            .ToArray();

        var told = Assert.Single(conditions, c => c.Confirmed);
        Assert.Equal(AlertCodes.TrainingTrend, told.Code);
        Assert.Equal(CauseCodes.DataSwitch, told.CauseCode);
        Assert.Contains(conditions, c => c.Code == AlertCodes.Step);
        Assert.All(
            conditions.Where(c => !c.Confirmed),
            c => Assert.Equal(told.Code, c.InhibitedBy)
        );
    }

    [Fact]
    public void A_run_whose_log_is_wrong_raises_no_trend_alert()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r =>
                {
                    var off = r.Scaled(1.3, from: 50);
                    return off with
                    {
                        Training = off.Training with
                        {
                            Tokens = Array.ConvertAll(off.Training.Tokens, t => 2 * t),
                        },
                    };
                }
            );

        Assert.Equal(AlertCodes.TokenCount, Assert.Single(SimulatedDomain.Alerts(runs)).Code);
    }

    [Fact]
    public void An_inhibited_condition_raises_nothing_and_keeps_what_it_has_raised()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.WithLosses((step, loss) => step > 400 ? loss * 1.2 : loss));
        var step = Detector
            .Run(SimulatedDomain.Of(runs))
            .Conditions.Single(c => c.Run == runs[2].Name && c.Code == AlertCodes.Step);

        Assert.Empty(Advance([], step).Alerts);

        var raised = Assert.Single(
            Advance([], step with { Confirmed = true, InhibitedBy = null }).Alerts
        );
        var after = Advance([raised], step);
        Assert.All(after.Alerts, a => Assert.Equal(AlertStatus.Firing, a.Status));
        Assert.Empty(after.Messages);
    }

    private static AlertTransitions Advance(
        IReadOnlyCollection<AlertRecord> existing,
        AlertCondition condition
    ) =>
        AlertLifecycle.Advance(
            existing,
            new AlertEvaluation
            {
                Domain = condition.Domain,
                Conditions = [condition],
                RunData = new Dictionary<string, string> { [condition.Run] = "1" },
                FinishedRuns = new HashSet<string>(),
                Counts = true,
                Now = DateTimeOffset.UnixEpoch,
                Sinks = ["console"],
            }
        );
}
