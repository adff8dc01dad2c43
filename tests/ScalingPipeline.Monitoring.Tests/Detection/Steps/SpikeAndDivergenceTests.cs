using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Detection.Steps;

public sealed class SpikeAndDivergenceTests
{
    [Fact]
    public void A_spike_that_has_passed_is_told_once_and_is_no_emergency()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.WithLosses((step, loss) => step is 500 or 501 ? loss * 2 : loss));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.Spike, alert.Code);
        Assert.InRange(alert.SinceStep!.Value, 500, 501);
        Assert.Equal(AlertSeverity.Info, alert.Severity);
        Assert.Contains("It has come back since", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spike_at_the_same_step_in_several_siblings_is_the_batch()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .Select(r => r.WithLosses((step, loss) => step is 500 or 501 ? loss * 2 : loss));

        var conditions = Detector.Run(SimulatedDomain.Of(runs)).Conditions;

        Assert.Equal(5, conditions.Count);
        Assert.All(conditions, c => Assert.False(c.Confirmed));
    }

    [Fact]
    public void A_run_that_rises_over_its_own_minimum_and_stays_there_diverges_also_without_siblings()
    {
        var family = new SimulatedFamily { Sizes = [24_576] };
        var runs = family
            .Runs()
            .With(
                0,
                r => r.WithLosses((step, loss) => step > 500 ? loss + (0.004 * (step - 500)) : loss)
            );

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.Divergence, alert.Code);
        Assert.InRange(alert.SinceStep!.Value, 520, 640);
    }

    [Fact]
    public void A_divergence_that_siblings_see_too_is_told_in_one_alert()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r => r.Mapped((step, loss) => step > 500 ? loss + (0.004 * (step - 500)) : loss)
            );

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.FinalLoss, alert.Code);
        Assert.Equal(AlertSeverity.Critical, alert.Severity);
        Assert.Equal(
            AlertCodes.FinalLoss,
            Assert
                .Single(
                    Detector.Run(SimulatedDomain.Of(runs)).Conditions,
                    c => c.Code == AlertCodes.Divergence
                )
                .InhibitedBy
        );
    }
}
