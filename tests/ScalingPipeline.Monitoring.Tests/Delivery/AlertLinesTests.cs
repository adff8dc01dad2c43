using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

public sealed class AlertLinesTests
{
    [Fact]
    public void People_are_told_what_where_since_when_why_and_what_to_do()
    {
        var alert = TestDelivery.Alert();
        var lines = AlertLines.Of(
            AlertDocument.Of(alert with { Condition = alert.Condition with { SinceStep = 1200 } }),
            longest: 100
        );

        Assert.Equal(
            [
                "Firing (warning): training-off-trend",
                "Run: run-a in language",
                "What: It is off.",
                "Cause: Cause open.",
                "Next: Look.",
                "Evidence: 29 healthy runs.",
                "Since: step 1200, seen 2026-03-01 12:00 UTC",
            ],
            lines.Select(l => $"{l.Label}: {l.Text}")
        );
    }

    [Fact]
    public void An_alert_about_a_domain_names_no_run()
    {
        var alert = AlertDocument.Of(TestDelivery.Alert(AlertSubject.WholeDomain));

        Assert.Equal(
            "Domain: language",
            $"{AlertLines.Of(alert, 100)[1].Label}: {AlertLines.Of(alert, 100)[1].Text}"
        );
        Assert.False(AlertLabels.WithSeverity(alert).ContainsKey("run"));
        Assert.Contains(
            "language",
            AlertLabels.Identity(alert)["domain"]!.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_name_with_control_characters_stays_in_its_line()
    {
        var alert = AlertDocument.Of(TestDelivery.Alert("run\r\nEvidence: mine"));

        Assert.Equal("run  Evidence: mine in language", AlertLines.Of(alert, 100)[1].Text);
    }

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abc…")]
    [InlineData("ab😀cd", 4, "ab…")]
    [InlineData("ab😀cd", 5, "ab😀…")]
    public void What_is_too_long_is_cut_between_characters(string text, int longest, string cut) =>
        Assert.Equal(cut, AlertLines.Cut(text, longest));
}
