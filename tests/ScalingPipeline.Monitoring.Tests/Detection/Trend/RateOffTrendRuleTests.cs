using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Trend;

public sealed class RateOffTrendRuleTests
{
    private static Run TooHigh(Run run) => run.WithRate(8).Scaled(1.12, from: 20);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void At_the_ends_of_a_ladder_a_rate_eight_times_too_high_is_found_with_a_twelfth_more_loss(
        int end
    )
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var runs = new SimulatedFamily { Seed = seed }
                .Runs()
                .With(end, TooHigh);

            var alert = Assert.Single(SimulatedDomain.Alerts(runs));

            Assert.Equal(runs[end].Name, alert.Run);
            Assert.Contains(alert.Code, new[] { AlertCodes.FinalLoss, AlertCodes.TrainingTrend });
            Assert.Equal(CauseCodes.RateTooHigh, alert.CauseCode);
        }
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(2, 8)]
    [InlineData(0, 0.1)]
    [InlineData(1, 0.1)]
    [InlineData(2, 0.1)]
    public void Of_three_runs_the_rate_says_who_is_off(int faulty, float factor)
    {
        var family = new SimulatedFamily { Sizes = [3_072, 24_576, 82_944] };
        var runs = family.Runs().With(faulty, r => r.WithRate(factor).Scaled(1.12, from: 20));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(runs[faulty].Name, alert.Run);
        Assert.Equal(factor > 1 ? CauseCodes.RateTooHigh : CauseCodes.RateTooLow, alert.CauseCode);
    }

    [Fact]
    public void While_it_trains_too()
    {
        var runs = new SimulatedFamily { Sizes = [3_072, 24_576, 82_944] }
            .Runs()
            .With(1, r => TooHigh(r).Until(400));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.TrainingTrend, alert.Code);
        Assert.Equal(CauseCodes.RateTooHigh, alert.CauseCode);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(0.1)]
    public void The_rate_alone_is_no_alert(float factor)
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var runs = new SimulatedFamily { Seed = seed }
                .Runs()
                .With(2, r => r.WithRate(factor));

            Assert.Empty(SimulatedDomain.Alerts(runs));
        }
    }

    [Fact]
    public void Two_of_five_with_the_same_wrong_rate_are_both_found_and_nobody_else()
    {
        var family = new SimulatedFamily { Sizes = [3_072, 9_600, 24_576, 24_576, 82_944] };
        var runs = family.Runs().With(2, TooHigh).With(3, TooHigh);

        var alerts = SimulatedDomain.Alerts(runs);

        Assert.Equal([runs[2].Name, runs[3].Name], alerts.Select(a => a.Run));
        Assert.All(alerts, a => Assert.Equal(CauseCodes.RateTooHigh, a.CauseCode));
    }

    [Theory]
    [InlineData(1.12)]
    [InlineData(1.2)]
    public void Two_of_one_size_that_agree_against_the_rest_leave_it_open_who_is_off(double factor)
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var family = new SimulatedFamily
            {
                Seed = seed,
                Sizes = [3_072, 9_600, 24_576, 24_576, 82_944],
            };
            var runs = family
                .Runs()
                .With(2, r => r.Scaled(factor, from: 20))
                .With(3, r => r.Scaled(factor, from: 20));

            Assert.DoesNotContain(
                SimulatedDomain.Alerts(runs),
                a => a.Run != runs[2].Name && a.Run != runs[3].Name
            );
        }
    }
}
