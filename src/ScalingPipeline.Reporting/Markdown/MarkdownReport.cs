using System.Text;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Markdown;

/// <summary>The report for chat: the lead, the alerts, one row a law, who is off trend, the ledger.</summary>
internal static class MarkdownReport
{
    private const int MostNamed = 8;
    private const int LongestName = 48;

    public static string Write(ReportInput input)
    {
        var text = new StringBuilder();
        text.Append($"# Scaling laws, {input.Date:yyyy-MM-dd}\n\n");
        text.Append($"{Escape(Lead.Headline(input))}\n\n");
        foreach (var item in Lead.Of(input))
        {
            text.Append($"- **{item.Topic}:** {MarkdownText.Escape(item.Text, 700)}\n");
        }

        WriteAlerts(text, input);
        foreach (var domain in input.Domains)
        {
            WriteDomain(text, domain);
        }

        text.Append($"\n## Ledger\n\n{Escape(LedgerWords.Sum(input.Ledger))}\n");
        WriteSetAside(text, input);
        text.Append(
            $"\nGenerated {Formatting.Moment(input.GeneratedAt, input.TimeZone)} by ScalingPipeline {Escape(input.CodeVersion)}.\n"
        );
        return text.ToString();
    }

    private static void WriteAlerts(StringBuilder text, ReportInput input)
    {
        var open = input
            .Alerts.Where(a => a.Status != AlertStatus.Resolved)
            .OrderByDescending(a => a.Status)
            .ThenByDescending(a => a.Condition.Severity)
            .ThenBy(a => a.Condition.Domain, StringComparer.Ordinal)
            .ThenBy(a => a.Condition.Run, StringComparer.Ordinal)
            .ToList();
        if (open.Count == 0)
        {
            return;
        }

        text.Append("\n## Alerts\n\n");
        foreach (var alert in open.Take(MostNamed))
        {
            var c = alert.Condition;
            text.Append(
                $"- **{Escape(AlertSubject.Name(c))}** ({(AlertSubject.IsWholeDomain(c.Run) ? "" : $"{Escape(c.Domain)}, ")}{Escape(c.Code)}, {alert.Status.ToString().ToLowerInvariant()}{Judged(input.JudgementOf(alert))}): {MarkdownText.Escape(c.Message, 300)} Next: {MarkdownText.Escape(c.NextStep)}\n"
            );
        }

        More(text, open.Count);
    }

    private static string Judged(AlertJudgement? judgement) =>
        (judgement?.Silenced is null ? "" : ", silenced")
        + (
            judgement?.Acknowledged is { Author: var author }
                ? $", acknowledged by {Escape(author)}"
                : ""
        );

    private static void WriteDomain(StringBuilder text, DomainReport domain)
    {
        text.Append($"\n## {Escape(domain.Domain)}\n\n");
        if (domain.Analysis.Laws.Count == 0)
        {
            text.Append("No law is fitted yet.\n");
        }
        else
        {
            text.Append("| law | parameters | status | since last night |\n|---|---|---|---|\n");
            foreach (var law in domain.Analysis.Laws)
            {
                text.Append(Row(law, domain));
            }
        }

        WriteRuns(text, domain);
        WritePlans(text, domain);
    }

    private static string Row(LawRecord law, DomainReport domain)
    {
        var parameters = string.Join(
            ", ",
            LawWords.IsUsable(law)
                ? law.Parameters.Keys.Select(p => LawWords.Parameter(law, p))
                : []
        );
        var change = domain.Previous is null
            ? "first report"
            : LawChange.Of(law, domain.Previous.Laws).Describe();
        return $"| {Escape(law.Law)} {Escape(law.Family)}, {Escape(law.Fit)} | {MarkdownText.Escape(parameters)} | {LawWords.Status(law.Status)} | {Escape(change)} |\n";
    }

    private static void WriteRuns(StringBuilder text, DomainReport domain)
    {
        var off = Standing
            .Of(domain.Analysis)
            .Where(s => s.Verdict is Verdict.Ahead or Verdict.Behind)
            .OrderByDescending(s => Math.Abs(s.Deviation))
            .ToList();
        if (off.Count == 0)
        {
            return;
        }

        text.Append("\n| run | observed | expected | deviation |\n|---|---|---|---|\n");
        foreach (var s in off.Take(MostNamed))
        {
            text.Append(
                $"| {Escape(s.Run.Run)} | {Formatting.Number(s.Run.Observed)} | {Formatting.Number(s.Run.Expected!.Value)} | {Formatting.Percent(s.Deviation)} {LawWords.Verdict(s.Verdict)} |\n"
            );
        }

        More(text, off.Count);
    }

    private static void WritePlans(StringBuilder text, DomainReport domain)
    {
        var plans = TargetPlans.Of(domain)?.Plans.Where(p => p.Forecast is not null).ToList();
        if (plans is not { Count: > 0 })
        {
            return;
        }

        text.Append("\n| target loss | PF-days | N | D |\n|---|---|---|---|\n");
        foreach (var plan in plans)
        {
            var forecast = plan.Forecast!;
            text.Append(
                $"| {Formatting.Number(plan.Loss)} | {Formatting.PetaflopDays(forecast.Compute.Expected)} | {Formatting.Short(forecast.Parameters ?? double.NaN)} | {Formatting.Short(forecast.Tokens ?? double.NaN)} |\n"
            );
        }
    }

    private static void WriteSetAside(StringBuilder text, ReportInput input)
    {
        var entries = LedgerWords.SetAside(input);
        if (entries.Count == 0)
        {
            return;
        }

        text.Append('\n');
        foreach (var entry in entries.Take(MostNamed))
        {
            text.Append(
                $"- {Escape(entry.Blob.Name)} ({LedgerWords.State(entry.State)}): {MarkdownText.Escape(entry.Reason ?? "no reason recorded")}\n"
            );
        }

        More(text, entries.Count);
    }

    private static void More(StringBuilder text, int count)
    {
        if (count > MostNamed)
        {
            text.Append($"\nAnd {count - MostNamed} more.\n");
        }
    }

    private static string Escape(string? text) => MarkdownText.Escape(text, LongestName * 2);
}
