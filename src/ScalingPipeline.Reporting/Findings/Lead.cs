using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>One thing to know, in plain words.</summary>
/// <param name="Topic">What it is about, in one or two words.</param>
/// <param name="Text">A few sentences; plain text.</param>
public sealed record LeadItem(string Topic, string Text);

/// <summary>What a reader should know before anything else: what changed, who deviates, what is forecast, what could not be refit and why.</summary>
public static class Lead
{
    private const int MostNamed = 3;
    private const int LongestName = 60;

    public static IReadOnlyList<LeadItem> Of(ReportInput input) =>
        [
            new LeadItem("Since last night", Changes(input)),
            new LeadItem("Deviations", Deviations(input)),
            new LeadItem("Forecast", Forecasts(input)),
            new LeadItem("Not refit", NotRefit(input)),
            new LeadItem("Logs", Logs(input)),
        ];

    /// <summary>The report in one sentence, for titles and chat.</summary>
    public static string Headline(ReportInput input)
    {
        var firing = input.Alerts.Count(a => a.Status == AlertStatus.Firing);
        var runs = input.Domains.Sum(d => d.Snapshot.Runs.Count);
        var deviation = firing switch
        {
            0 => "no run deviates from its trend",
            1 => "1 alert is firing",
            _ => $"{firing} alerts are firing",
        };
        return $"{Formatting.Count(runs)} {(runs == 1 ? "run" : "runs")} in {input.Domains.Count} {(input.Domains.Count == 1 ? "domain" : "domains")}; {deviation}.";
    }

    private static string Changes(ReportInput input)
    {
        if (input.Domains.Count == 0)
        {
            return "No domain has logs yet.";
        }

        if (input.Domains.All(d => d.Previous is null))
        {
            return "This is the first report: there is no earlier refit to compare with.";
        }

        var changes = input
            .Domains.Where(d => d.Previous is not null)
            .SelectMany(d => d.Analysis.Laws.Select(l => LawChange.Of(l, d.Previous!.Laws)))
            .ToList();
        var notable = changes.Where(c => c.IsNotable).ToList();
        var unchanged = changes.Count(c => c.IsUnchanged);
        var added = changes.Count(c => c.Before is null);
        var text =
            notable.Count == 0
                ? "No law moved notably."
                : $"{Counted(notable.Count, "law")} moved notably: "
                    + Named(
                        notable,
                        c =>
                            $"{c.Law.Domain} {c.Law.Law} of {c.Law.Family}, {c.Law.Fit} fit ({c.Describe()})"
                    )
                    + ".";
        return $"{text} Of {Counted(changes.Count, "law")}, {unchanged} are unchanged and {added} new.";
    }

    private static string Deviations(ReportInput input)
    {
        var firing = input
            .Alerts.Where(a => a.Status == AlertStatus.Firing)
            .OrderByDescending(a => a.Condition.Severity)
            .ToList();
        var pending = input.Alerts.Count(a => a.Status == AlertStatus.Pending);
        var resolved = input.Alerts.Count(a => a.Status == AlertStatus.Resolved);
        var text =
            firing.Count == 0
                ? "No alert is firing."
                : string.Join(
                    " ",
                    firing
                        .Take(MostNamed)
                        .Select(a =>
                            $"{Name(a.Condition.Run)} ({a.Condition.Domain}): {a.Condition.Message}"
                        )
                ) + (firing.Count > MostNamed ? $" And {firing.Count - MostNamed} more." : "");
        var others = new List<string>();
        if (pending > 0)
        {
            others.Add($"{pending} pending");
        }

        if (resolved > 0)
        {
            others.Add($"{resolved} resolved");
        }

        return others.Count == 0 ? text : $"{text} Besides: {string.Join(", ", others)}.";
    }

    private static string Forecasts(ReportInput input)
    {
        var forecasts = input
            .Domains.Select(d =>
                d.Analysis.Laws.Where(l => l.Next is not null)
                    .OrderByDescending(l => l.Law is "L(N)")
                    .ThenByDescending(l => l.Points)
                    .FirstOrDefault()
            )
            .OfType<LawRecord>()
            .ToList();
        return forecasts.Count == 0
            ? "Nothing is forecast: no law is identified well enough."
            : string.Join(" ", forecasts.Take(4).Select(Forecast));
    }

    private static string Forecast(LawRecord law)
    {
        var next = law.Next!;
        var (symbol, size) = law.Law switch
        {
            "L(D)" => ("D", Formatting.Short(next.X)),
            "L(C)" => ("C", Formatting.Scientific(next.X, 3) + " FLOP"),
            "L(N,D)" => ("N", $"{Formatting.Short(next.X)}, D = {Formatting.Short(next.Y)}"),
            _ => ("N", Formatting.Short(next.X)),
        };
        var level = Formatting.Count(next.Interval.Level * 100) + Formatting.ThinSpace + "%";
        return $"{law.Domain}: {Formatting.Number(next.Loss)} nats per token at {symbol} = {size} for {law.Family} ({level}: {Formatting.Range(next.Interval.Low, next.Interval.High)}).";
    }

    private static string NotRefit(ReportInput input)
    {
        var unfit = input
            .Domains.SelectMany(d => d.Analysis.Laws)
            .Where(l => l.Status is LawStatus.NotIdentified or LawStatus.TooFewRuns)
            .DistinctBy(l => (l.Domain, l.Family, l.Law, l.Condition))
            .ToList();
        return unfit.Count == 0
            ? "Every law could be refit."
            : $"{Counted(unfit.Count, "law")} not usable: "
                + Named(
                    unfit,
                    l =>
                        $"{l.Domain} {l.Law} of {l.Family} ({Sentence(l.StatusReason ?? LawWords.Status(l.Status))})"
                )
                + ".";
    }

    private static string Logs(ReportInput input)
    {
        var ledger = input.Ledger;
        var waiting = ledger.Discovered + ledger.InProgress;
        var text =
            $"{Formatting.Count(ledger.Committed)} of {Formatting.Count(ledger.Seen)} files seen are in the statistics.";
        if (ledger.Quarantined > 0)
        {
            text +=
                $" {Counted((int)Math.Min(ledger.Quarantined, int.MaxValue), "file")} quarantined: see the reasons below.";
        }

        return waiting > 0 ? $"{text} {Formatting.Count(waiting)} not read yet." : text;
    }

    private static string Named<T>(IReadOnlyList<T> all, Func<T, string> name) =>
        string.Join("; ", all.Take(MostNamed).Select(name))
        + (all.Count > MostNamed ? $"; and {all.Count - MostNamed} more" : "");

    private static string Name(string name) => Outside.Shorten(name, LongestName);

    private static string Sentence(string text) => Outside.Shorten(text, 160).TrimEnd('.', ' ');

    private static string Counted(int count, string what) =>
        $"{count} {what}{(count == 1 ? "" : "s")}";
}
