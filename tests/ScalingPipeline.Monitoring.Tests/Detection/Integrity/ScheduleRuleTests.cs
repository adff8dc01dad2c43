using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Detection.Integrity;

public sealed class ScheduleRuleTests
{
    [Fact]
    public void A_log_whose_first_part_is_missing_says_nothing_of_the_peak_or_the_shape()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.Keeping(step => step > 200, evaluations: true));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.MissingSteps, alert.Code);
    }

    [Fact]
    public void A_rate_above_the_declared_peak_is_one_also_there()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r =>
                    r.WithRate(8).Keeping(step => step > 200, evaluations: true) with
                    {
                        Metadata = r.Metadata,
                    }
            );

        Assert.Contains(
            SimulatedDomain.Alerts(runs),
            a => a.Code == AlertCodes.LearningRateSchedule && a.Run == runs[2].Name
        );
    }
}
