using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring.Tests.Ladder;

/// <summary>Two of the public ladder's forty runs are faulty: one logged in bits, one with a learning rate far too high.</summary>
public sealed class LadderAlertsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_the_language_domain_exactly_the_two_faulty_runs_are_alerted()
    {
        var analysis = DomainRefit.Analyse(await LadderLogs.ReadAsync("language", Cancellation));

        Assert.Equal(
            [
                ("lang-tf-n82944-d2621k-s4713", AlertCodes.FinalLoss),
                ("lang-tf-n82944-d2621k-s6281", AlertCodes.UnitMismatch),
            ],
            analysis.Conditions.Where(c => c.Confirmed).Select(c => (c.Run, c.Code))
        );
        Assert.All(
            analysis.Conditions.Where(c => !c.Confirmed),
            c => Assert.Equal(AlertCodes.FinalLoss, c.InhibitedBy)
        );
        Assert.Contains(
            "learning rate is too high",
            analysis.Conditions.First(c => c.Confirmed).Cause,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "in bits although it declares nats",
            analysis.Conditions[^1].Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "first loss 1.44 x ln(256)",
            analysis.Conditions[^1].Message,
            StringComparison.Ordinal
        );
        Assert.All(
            analysis.Laws.Where(l => l.Family == "transformer"),
            l =>
                Assert.Equal(
                    [
                        new ExcludedRun(
                            "lang-tf-n82944-d2621k-s4713",
                            "alerted: final-loss-off-trend"
                        ),
                        new ExcludedRun("lang-tf-n82944-d2621k-s6281", "alerted: unit-mismatch"),
                    ],
                    l.Excluded
                )
        );
    }

    [Theory]
    [InlineData("code", 7)]
    [InlineData("math", 6)]
    [InlineData("image8x8", 7)]
    public async Task The_other_domains_are_healthy(string domain, int runs)
    {
        var analysis = DomainRefit.Analyse(await LadderLogs.ReadAsync(domain, Cancellation));

        Assert.Empty(analysis.Conditions);
        Assert.Equal(runs, analysis.Runs.Count);
    }
}
