using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Reporting.Findings;

namespace ScalingPipeline.Reporting.Tests.Html;

/// <summary>What people said of alerts is in every form of the report.</summary>
public sealed class AlertSectionTests
{
    private static readonly DateTimeOffset _at = new(2026, 3, 4, 0, 30, 0, TimeSpan.Zero);

    private readonly ReportInput _input = Judged(SampleReport.Typical());

    [Fact]
    public void A_silence_and_an_acknowledgement_stand_at_their_alert()
    {
        var text = Page.Parse(ReportWriter.Html(_input)).Root!.Value;

        Assert.Contains("until 2026-03-04 09:30 +01:00 by <ada>: migration", text);
        Assert.Contains("2026-03-04 01:30 +01:00 by grace: looking", text);
    }

    [Fact]
    public void The_lead_counts_them() =>
        Assert.Contains(
            "Besides: 1 of those firing silenced, 1 acknowledged.",
            Lead.Of(_input).Single(l => l.Topic == "Deviations").Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_chat_form_says_who_takes_care() =>
        Assert.Contains(
            "firing, silenced, acknowledged by grace",
            ReportWriter.Markdown(_input),
            StringComparison.Ordinal
        );

    [Fact]
    public void Of_an_alert_that_nobody_judged_nothing_is_said()
    {
        var text = Page.Parse(ReportWriter.Html(SampleReport.Typical())).Root!.Value;

        Assert.DoesNotContain("Silenced", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Acknowledged", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        1,
        "It no longer holds, and resolves if it stays away at 2 more refits after new logs or at night."
    )]
    [InlineData(
        2,
        "It no longer holds, and resolves if it stays away at one more refit after new logs or at night."
    )]
    public void An_alert_that_is_about_to_resolve_says_so(int cleared, string expected)
    {
        var input = SampleReport.Typical();
        var clearing = input with
        {
            Alerts = [Assert.Single(input.Alerts) with { ClearedEvaluations = cleared }],
        };

        Assert.Contains(expected, Page.Parse(ReportWriter.Html(clearing)).Root!.Value);
        Assert.DoesNotContain("no longer holds", Page.Parse(ReportWriter.Html(input)).Root!.Value);
    }

    private static ReportInput Judged(ReportInput input)
    {
        var alert = Assert.Single(input.Alerts);
        return input with
        {
            Judgements =
            [
                new AlertJudgement(
                    alert.Id,
                    Silence.Of(
                        alert.Condition.Domain,
                        alert.Condition.Run,
                        AlertCodes.FinalLoss,
                        Signature.Of("<ada>", "migration", _at),
                        TimeSpan.FromHours(8)
                    ),
                    Acknowledgement.Of(alert, Signature.Of("grace", "looking", _at))
                ),
            ],
        };
    }
}
