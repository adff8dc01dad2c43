using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Integrity;

public sealed class DeclaredRateTests
{
    private static readonly SimulatedFamily _three = new() { Sizes = [9_600, 24_576, 82_944] };

    [Fact]
    public void A_peak_that_is_not_the_declared_one_may_be_the_run_or_its_metadata()
    {
        var alert = Assert.Single(SimulatedDomain.Alerts(_three.Runs().With(1, Faster)));

        Assert.Equal(AlertCodes.LearningRateSchedule, alert.Code);
        Assert.Equal(CauseCodes.Open, alert.CauseCode);
        Assert.Contains("8.00 times the rate", alert.Cause, StringComparison.Ordinal);
        Assert.Contains("copied", alert.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_above_the_siblings_says_that_it_was_trained_so()
    {
        var alerts = SimulatedDomain.Alerts(
            _three.Runs().With(1, r => Faster(r).Scaled(1.14, from: 50))
        );

        Assert.NotEmpty(alerts);
        Assert.All(alerts, a => Assert.Equal(CauseCodes.RateTooHigh, a.CauseCode));
    }

    /// <summary>Logs eight times the rate that it declares.</summary>
    private static Run Faster(Run run) => run.WithRate(8) with { Metadata = run.Metadata };
}
