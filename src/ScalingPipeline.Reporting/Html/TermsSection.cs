using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>What the loss of each run is made of, what limits it, and whether it still fell when training ended; a sentence where that is not identified.</summary>
internal static class TermsSection
{
    /// <summary>The JSON has all of them.</summary>
    private const int MostRuns = 24;

    public static void Write(MarkupWriter html, IReadOnlyList<RunAssessment> runs)
    {
        html.Line($"<h4>What limits each run</h4>");
        foreach (
            var basis in runs.Where(r => r.Terms is null)
                .GroupBy(r => r.TermsBasis, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
        )
        {
            html.Line(
                $"<p>Of {Formatting.Count(basis.Count())} {(basis.Count() == 1 ? "run" : "runs")}: {Outside.Prose(basis.Key, 300)}</p>"
            );
        }

        var known = runs.Where(r => r.Terms is not null || r.End is not null).ToList();
        if (known.Count == 0)
        {
            return;
        }

        HtmlTable.Open(
            html,
            "What limits each run",
            "run",
            "floor ± SE",
            "term of N",
            "term of D",
            "limited by",
            "ln L per ln step, last quarter",
            "its siblings",
            "its end"
        );
        // Those whose end says something come first.
        foreach (
            var run in known
                .OrderBy(r => (r.End?.Verdict ?? EndVerdict.AsScheduled) == EndVerdict.AsScheduled)
                .Take(MostRuns)
        )
        {
            WriteRun(html, run);
        }

        HtmlTable.Close(html);
        if (known.Count > MostRuns)
        {
            html.Line(
                $"<p>And {Formatting.Count(known.Count - MostRuns)} more, in the JSON of this report.</p>"
            );
        }
    }

    private static void WriteRun(MarkupWriter html, RunAssessment run)
    {
        html.Write($"<tr><th scope=\"row\" class=\"n\">{HtmlTable.Name(run.Run)}</th>");
        _ = run.Terms is { } terms
            ? html.Write(
                $"<td>{Formatting.WithError(terms.Floor, terms.FloorError)}</td><td>{Formatting.Number(terms.OfParameters)}</td><td>{Formatting.Number(terms.OfTokens)}</td><td>{LimitWords.Of(terms.Limit)}</td>"
            )
            : html.Write($"<td>–</td><td>–</td><td>–</td><td>–</td>");
        _ = run.End is { } end
            ? html.Line(
                $"<td>{LimitWords.Slope(end.Slope)} ± {Formatting.Number(end.StandardError, 2)}</td><td>{LimitWords.Slope(end.Expected)}</td><td>{LimitWords.Of(end.Verdict, run.Terms is not null)}</td></tr>"
            )
            : html.Line($"<td>–</td><td>–</td><td>–</td></tr>");
    }
}
