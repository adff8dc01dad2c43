using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Detection;

public sealed class HealthyFamilyTests
{
    private const int Families = 40;

    [Fact]
    public void Healthy_families_raise_nothing_in_all_but_one_run_of_a_hundred()
    {
        var alerted = 0;
        for (var seed = 1; seed <= Families; seed++)
        {
            alerted += SimulatedDomain
                .Alerts(new SimulatedFamily { Seed = seed }.Runs())
                .Select(c => c.Run)
                .Distinct(StringComparer.Ordinal)
                .Count();
        }

        Assert.InRange(alerted, 0, Families * 5 / 100);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_healthy_run_under_way_raises_nothing(double progress)
    {
        var alerted = 0;
        for (var seed = 1; seed <= Families / 2; seed++)
        {
            var runs = new SimulatedFamily { Seed = seed }.Runs();
            var until = (long)(progress * 800);
            alerted += SimulatedDomain.Alerts(runs.With(seed % 5, r => r.Until(until))).Length;
        }

        Assert.InRange(alerted, 0, 1);
    }

    [Fact]
    public void A_family_of_which_every_run_is_under_way_raises_nothing()
    {
        var runs = new SimulatedFamily().Runs().Select((r, i) => r.Until(300 + (50 * i)));

        Assert.Empty(SimulatedDomain.Alerts(runs));
    }

    [Fact]
    public void Fewer_than_two_siblings_give_no_trend_alert_and_a_remark_says_so()
    {
        var family = new SimulatedFamily { Sizes = [9_600, 82_944] };
        var runs = family.Runs().With(1, r => r.Scaled(1.5, from: 10));

        var detector = Detector.Run(SimulatedDomain.Of(runs));

        Assert.Empty(detector.Conditions);
        Assert.Contains(
            "not enough references",
            Assert.Single(detector.Remarks),
            StringComparison.Ordinal
        );
    }
}
