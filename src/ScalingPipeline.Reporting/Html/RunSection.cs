using System.Globalization;
using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>Every run against what was predicted of it; who is ahead and who is behind.</summary>
internal static class RunSection
{
    private const int MostNamed = 12;

    public static void Write(MarkupWriter html, FigureContext context)
    {
        html.Line($"<h3>Runs</h3>");
        if (context.Domain.Analysis.Runs.Count == 0)
        {
            html.Line($"<p>No run is known yet. Drop a run's logs into storage to begin.</p>");
            return;
        }

        WriteAheadAndBehind(html, context);
        WriteTable(html, context);
        TermsSection.Write(html, context.Domain.Analysis.Runs);
    }

    private static void WriteAheadAndBehind(MarkupWriter html, FigureContext context)
    {
        var standings = Standing.Of(context.Domain.Analysis);
        Sentence(
            html,
            context,
            "Ahead of trend",
            standings.Where(s => s.Verdict == Verdict.Ahead).OrderBy(s => s.Deviation)
        );
        Sentence(
            html,
            context,
            "Behind trend",
            standings.Where(s => s.Verdict == Verdict.Behind).OrderByDescending(s => s.Deviation)
        );
    }

    private static void Sentence(
        MarkupWriter html,
        FigureContext context,
        string title,
        IEnumerable<Standing> standings
    )
    {
        var all = standings.ToList();
        html.Write($"<p><b>{title}:</b> ");
        if (all.Count == 0)
        {
            html.Line($"none.</p>");
            return;
        }

        var separator = "";
        foreach (var standing in all.Take(MostNamed))
        {
            html.Write(
                $"{separator}{HtmlTable.Run(context, standing.Run.Run)} ({Formatting.Percent(standing.Deviation)})"
            );
            separator = ", ";
        }

        html.Line($"{(all.Count > MostNamed ? $", and {all.Count - MostNamed} more" : "")}.</p>");
    }

    private static void WriteTable(MarkupWriter html, FigureContext context)
    {
        var notes = context
            .Domain.Analysis.Runs.Select(r => r.Basis)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        HtmlTable.Open(
            html,
            "Runs",
            "run",
            "N",
            "D",
            "PF-days",
            "done",
            "observed ± SE",
            "expected",
            "deviation",
            "forecast from smaller runs",
            "its error",
            "note"
        );
        var shown = Shown(context);
        foreach (var run in shown)
        {
            WriteRun(html, context, run, notes.IndexOf(run.Basis) + 1);
        }

        HtmlTable.Close(html);
        if (shown.Count < context.Domain.Analysis.Runs.Count)
        {
            html.Line(
                $"<p class=\"note\">Those with an alert and those farthest off, {shown.Count} of {Formatting.Count(context.Domain.Analysis.Runs.Count)}; the JSON report has all.</p>"
            );
        }

        html.Line($"<details><summary>Notes: what each expectation rests on</summary><ol>");
        foreach (var note in notes)
        {
            html.Line($"<li>{Outside.Prose(note, 200)}</li>");
        }

        html.Line($"</ol></details>");
    }

    /// <summary>Where there is no room for all: those with an alert, then those farthest off, in the order of the analysis.</summary>
    private static List<RunAssessment> Shown(FigureContext context)
    {
        var kept = context
            .Domain.Analysis.Runs.OrderByDescending(r => context.Alerted.Contains(r.Run))
            .ThenByDescending(r => Math.Abs(Standing.Of(r)?.Deviation ?? 0))
            .Take(context.Detail.RunRows)
            .Select(r => r.Run)
            .ToHashSet(StringComparer.Ordinal);
        return [.. context.Domain.Analysis.Runs.Where(r => kept.Contains(r.Run))];
    }

    private static void WriteRun(
        MarkupWriter html,
        FigureContext context,
        RunAssessment run,
        int note
    )
    {
        html.Write(
            $"<tr><th scope=\"row\" class=\"n\">{HtmlTable.Run(context, run.Run)}</th><td>{Formatting.Short(run.Parameters)}</td><td>{Formatting.Short(run.Tokens)}</td><td>{Formatting.PetaflopDays(TrainingCompute.Flops(run.Parameters, run.Tokens))}</td><td>{Progress(run.Progress)}</td><td>{Formatting.WithError(run.Observed, run.StandardError)}</td>"
        );
        if (Standing.Of(run) is { } standing)
        {
            var style = standing.Verdict switch
            {
                Verdict.Behind => "up",
                Verdict.Ahead => "down",
                _ => "",
            };
            html.Write($"<td>{WithRange(run.Expected!.Value, run.Interval)}</td>");
            _ =
                style.Length > 0
                    ? html.Write(
                        $"<td class=\"{style} n\">{Formatting.Percent(standing.Deviation)} {LawWords.Verdict(standing.Verdict)}{(context.Alerted.Contains(run.Run) ? "" : $": outside the {Level(run)} band, within the alert limit")}</td>"
                    )
                    : html.Write($"<td>{Formatting.Percent(standing.Deviation)}</td>");
        }
        else
        {
            html.Write($"<td>–</td><td>–</td>");
        }

        WriteForecast(html, run.Forecast);
        html.Line($"<td>{note}</td></tr>");
    }

    private static string Level(RunAssessment run) =>
        $"{Formatting.Number(100 * run.Interval!.Level, 2)}{Formatting.ThinSpace}%";

    private static void WriteForecast(MarkupWriter html, RunForecast? scored)
    {
        if (scored is null)
        {
            html.Write($"<td>–</td><td>–</td>");
            return;
        }

        html.Write($"<td>{WithRange(scored.Forecast.Loss, scored.Forecast.Interval)}</td>");
        _ = scored.LogError is { } error
            ? html.Write(
                $"<td>{Formatting.Percent(Math.Exp(error) - 1)} {(scored.Inside == true ? "inside" : "outside")}</td>"
            )
            : html.Write($"<td>still training</td>");
    }

    private static string WithRange(double value, Interval? interval) =>
        interval is null
            ? Formatting.Number(value)
            : $"{Formatting.Number(value)} {Formatting.Range(interval.Low, interval.High)}";

    private static string Progress(double share) =>
        double.IsFinite(share)
            ? Math.Floor(share * 100).ToString(CultureInfo.InvariantCulture)
                + Formatting.ThinSpace
                + "%"
            : "–";
}
