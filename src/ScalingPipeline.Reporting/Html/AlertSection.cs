using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>Every alert with what was expected, what came, since when, why, and what to look at next.</summary>
public static class AlertSection
{
    /// <param name="html">The page.</param>
    /// <param name="input">Its alerts are shown.</param>
    /// <param name="more">Writes what stands at the end of an alert; null for what people said of it.</param>
    public static void Write(MarkupWriter html, ReportInput input, Action<AlertRecord>? more = null)
    {
        html.Line($"<h2 id=\"alerts\">Alerts</h2>");
        if (input.Alerts.Count == 0)
        {
            html.Line($"<p>{Quiet(input)}</p>");
            return;
        }

        foreach (
            var alert in input
                .Alerts.OrderBy(a => Rank(a.Status))
                .ThenByDescending(a => a.Condition.Severity)
                .ThenBy(a => a.Condition.Domain, StringComparer.Ordinal)
                .ThenBy(a => a.Condition.Run, StringComparer.Ordinal)
                .ThenBy(a => a.Condition.Code, StringComparer.Ordinal)
        )
        {
            WriteAlert(html, input, alert, more);
        }
    }

    /// <summary>A page of alerts alone knows nothing of how many runs were judged.</summary>
    private static string Quiet(ReportInput input) =>
        input.Domains.Count == 0
            ? "No alert is open. No run deviates that has siblings to be held against."
            : JudgedRuns.Of(input).Quiet();

    private static int Rank(AlertStatus status) =>
        status switch
        {
            AlertStatus.Firing => 0,
            AlertStatus.Pending => 1,
            _ => 2,
        };

    private static void WriteAlert(
        MarkupWriter html,
        ReportInput input,
        AlertRecord alert,
        Action<AlertRecord>? more
    )
    {
        var condition = alert.Condition;
        var firing = alert.Status == AlertStatus.Firing;
        html.Line($"<article class=\"alert{(firing ? "" : " quiet")}\">");
        html.Line(
            $"<h3>{HtmlTable.Name(AlertSubject.Name(condition))} <span class=\"badge{(firing ? " bad" : "")}\">{alert.Status.ToString().ToLowerInvariant()}, {condition.Severity.ToString().ToLowerInvariant()}</span> <span class=\"badge\">{condition.Code}</span></h3>"
        );
        html.Line($"<p>{Outside.Prose(condition.Message, 2000)}</p><dl>");
        Entry(html, "Domain", condition.Domain);
        if (condition.Expected is { } expected)
        {
            var interval = condition.Interval is { } i
                ? $", {Formatting.Count(i.Level * 100)}{Formatting.ThinSpace}% {Formatting.Range(i.Low, i.High)}"
                : "";
            Entry(html, "Expected", Formatting.Number(expected) + interval);
        }

        if (condition.Observed is { } observed)
        {
            var deviation = condition.Expected is > 0
                ? $" ({Formatting.Percent((observed / condition.Expected.Value) - 1)})"
                : "";
            Entry(html, "Observed", Formatting.Number(observed) + deviation);
        }

        var since = Formatting.Moment(alert.Since, input.TimeZone);
        Entry(
            html,
            "Since",
            condition.SinceStep is { } step ? $"step {Formatting.Count(step)}; {since}" : since
        );
        if (AlertClearing.Of(alert.Status, alert.ClearedEvaluations) is { } clearing)
        {
            Entry(html, "Clearing", clearing);
        }

        if (alert.ResolvedAt is { } resolved)
        {
            Entry(html, "Resolved", Formatting.Moment(resolved, input.TimeZone));
        }

        Entry(html, "Likely cause", condition.Cause);
        Entry(html, "Next step", condition.NextStep);
        Entry(html, "Evidence", condition.Evidence);
        if (more is null && input.JudgementOf(alert) is { } judgement)
        {
            Judged(html, judgement, input.TimeZone);
        }

        html.Line($"</dl>");
        more?.Invoke(alert);
        html.Line($"</article>");
    }

    private static void Judged(MarkupWriter html, AlertJudgement judgement, TimeZoneInfo zone)
    {
        if (judgement.Silenced is { } silence)
        {
            Entry(
                html,
                "Silenced",
                $"until {Formatting.Moment(silence.Expiry, zone)} by {Outside.Shorten(silence.Author, 60)}: {silence.Comment}"
            );
        }

        if (judgement.Acknowledged is { } acknowledgement)
        {
            Entry(
                html,
                "Acknowledged",
                $"{Formatting.Moment(acknowledgement.At, zone)} by {Outside.Shorten(acknowledgement.Author, 60)}: {acknowledgement.Comment}"
            );
        }
    }

    private static void Entry(MarkupWriter html, string name, string text) =>
        html.Line($"<dt>{name}</dt><dd>{Outside.Prose(text, 600)}</dd>");
}
