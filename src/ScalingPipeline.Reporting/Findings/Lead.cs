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
    private const int MostReasons = 6;
    private const int LongestName = 60;

    public static IReadOnlyList<LeadItem> Of(ReportInput input) =>
        [
            .. JudgedRuns.Of(input) is { IsNothing: true } judged
                ? [new LeadItem("Nothing to judge yet", judged.WhatNext())]
                : Array.Empty<LeadItem>(),
            new LeadItem("Since last night", Changes(input)),
            new LeadItem("Deviations", Deviations(input)),
            new LeadItem("Forecast", Forecasts(input)),
            new LeadItem("Not usable", NotUsable(input)),
            new LeadItem("Logs", Logs(input)),
        ];

    /// <summary>The report in one sentence, for titles and chat.</summary>
    public static string Headline(ReportInput input)
    {
        var firing = input.Alerts.Count(a => a.Status == AlertStatus.Firing);
        var runs = input.Domains.Sum(d => d.Snapshot.Runs.Count);
        var deviation = firing switch
        {
            0 when JudgedRuns.Of(input).IsNothing => "nothing to judge yet",
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
        return $"{Ended(input)}{text} Of {Counted(changes.Count, "law")}, {unchanged} unchanged, {added} new.";
    }

    /// <summary>The runs that were not there, or not done, at the refit before.</summary>
    private static string Ended(ReportInput input)
    {
        var ended = input
            .Domains.Where(d => d.Previous is not null)
            .SelectMany(d =>
                d.Analysis.Runs.Where(r => r.Progress >= 1)
                    .ExceptBy(
                        d.Previous!.Runs.Where(r => r.Progress >= 1).Select(r => r.Run),
                        r => r.Run,
                        StringComparer.Ordinal
                    )
            )
            .Select(r => r.Run)
            .ToList();
        return ended.Count == 0
            ? ""
            : $"{Counted(ended.Count, "run")} ended: {Named(ended, Name)}. ";
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
                ? QuietWords(input)
                : string.Join(
                    " ",
                    firing
                        .Take(MostNamed)
                        .Select(a => $"{Subject(a.Condition)}: {a.Condition.Message}")
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

        var judged = firing.Select(input.JudgementOf).OfType<AlertJudgement>().ToList();
        if (judged.Count(j => j.Silenced is not null) is > 0 and var silenced)
        {
            others.Add($"{silenced} of those firing silenced");
        }

        if (judged.Count(j => j.Acknowledged is not null) is > 0 and var acknowledged)
        {
            others.Add($"{acknowledged} acknowledged");
        }

        return others.Count == 0 ? text : $"{text} Besides: {string.Join(", ", others)}.";
    }

    private static string QuietWords(ReportInput input)
    {
        var judged = JudgedRuns.Of(input);
        return judged.IsNothing
            ? "Not known: no run could be held against siblings."
            : $"No alert is firing; {Formatting.Count(judged.Held)} of {Formatting.Counted(judged.Runs, "run")} could be held against siblings.";
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
        var held = law.Condition is null ? "" : $", {LawWords.Condition(law)}";
        var level = Formatting.Count(next.Interval.Level * 100) + Formatting.ThinSpace + "%";
        return $"{law.Domain}: {Formatting.Number(next.Loss)} nats per token at {symbol} = {size}{held} for {law.Family} ({level}: {Formatting.Range(next.Interval.Low, next.Interval.High)}).";
    }

    private static string NotUsable(ReportInput input)
    {
        var laws = input
            .Domains.SelectMany(d => d.Analysis.Laws)
            .DistinctBy(l => (l.Domain, l.Family, l.Law, l.Condition))
            .Count();
        if (laws == 0)
        {
            return "No law is fitted yet: it takes finished, evaluated runs of several sizes or lengths.";
        }

        var unfit = input
            .Domains.SelectMany(d => d.Analysis.Laws)
            .Where(l => l.Status is LawStatus.NotIdentified or LawStatus.TooFewRuns)
            .DistinctBy(l => (l.Domain, l.Family, l.Law, l.Condition))
            .ToList();
        if (unfit.Count == 0)
        {
            return "Every law was refit and is usable.";
        }

        var reasons = unfit
            .GroupBy(l => (l.Domain, l.Family, Reason: Reason(l)))
            .Select(g =>
                $"{string.Join(", ", g.Select(l => l.Law).Distinct(StringComparer.Ordinal))} of {Name(g.Key.Domain)} {Name(g.Key.Family)} ({g.Key.Reason})"
            )
            .ToList();
        return $"{unfit.Count} of {Counted(laws, "law")}, each with its reason: {string.Join("; ", reasons.Take(MostReasons))}.{(reasons.Count > MostReasons ? " The others are" : " All are")} in the tables of laws.";
    }

    /// <summary>The gist of a status: what stands before the figures that support it.</summary>
    private static string Reason(LawRecord law)
    {
        var reason = law.StatusReason ?? LawWords.Status(law.Status);
        var end = reason.IndexOf(": ", StringComparison.Ordinal);
        var gist = end < 0 ? reason : reason[..end];
        return Sentence(
            gist.StartsWith(law.Law + " ", StringComparison.Ordinal)
                ? gist[(law.Law.Length + 1)..]
                : gist
        );
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

    private static string Subject(AlertCondition condition) =>
        AlertSubject.IsWholeDomain(condition.Run)
            ? Name(condition.Domain)
            : $"{Name(condition.Run)} ({condition.Domain})";

    private static string Name(string name) => Outside.Shorten(name, LongestName);

    private static string Sentence(string text) => Outside.Shorten(text, 160).TrimEnd('.', ' ');

    private static string Counted(int count, string what) => Formatting.Counted(count, what);
}
