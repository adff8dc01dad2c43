using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>One domain: remarks, laws, charts, runs, exclusions.</summary>
public static class DomainSection
{
    public static void Write(MarkupWriter html, FigureContext context)
    {
        var (snapshot, analysis) = (context.Domain.Snapshot, context.Domain.Analysis);
        html.Line($"<h2 id=\"{context.Prefix}\">{HtmlTable.Name(snapshot.Domain)}</h2>");
        var reference =
            snapshot.ReferenceContext > 0
                ? $"losses standardized to context positions 1 to {Formatting.Count(snapshot.ReferenceContext)}"
                : "plain token means";
        html.Line(
            $"<p class=\"meta\">{snapshot.Runs.Count} {(snapshot.Runs.Count == 1 ? "run" : "runs")}, evaluation set <bdi>{Outside.Shorten(snapshot.EvaluationSet, 60)}</bdi>, {reference}.</p>"
        );
        if (analysis.Remarks.Count > 0)
        {
            html.Line($"<ul class=\"note\">");
            foreach (var remark in analysis.Remarks)
            {
                html.Line($"<li>{Outside.Prose(remark, 400)}</li>");
            }

            html.Line($"</ul>");
        }

        LawSection.Write(html, context.Domain);
        html.Line($"<h3>Charts</h3>");
        FigureSection.Write(html, ReportFigures.Of(context), context.Detail);
        PlanSection.Write(html, context.Domain);
        RunSection.Write(html, context);
        WriteExclusions(html, context.Domain);
    }

    private static void WriteExclusions(MarkupWriter html, DomainReport domain)
    {
        var excluded = domain
            .Analysis.Laws.SelectMany(l => l.Excluded.Select(e => (l.Law, e.Run, e.Reason)))
            .GroupBy(e => (e.Run, e.Reason))
            .OrderBy(g => g.Key.Run, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Reason, StringComparer.Ordinal)
            .ToList();
        html.Line($"<h3>Left out of the fits</h3>");
        if (excluded.Count == 0)
        {
            html.Line($"<p>Nothing was left out.</p>");
            return;
        }

        HtmlTable.Open(html, "Runs left out of the fits", "run", "<laws", "<reason");
        foreach (var group in excluded)
        {
            var laws = string.Join(", ", group.Select(e => e.Law).Distinct(StringComparer.Ordinal));
            html.Line(
                $"<tr><th scope=\"row\" class=\"n\">{HtmlTable.Name(group.Key.Run)}</th><td class=\"t\">{laws}</td><td class=\"t w\">{Outside.Prose(group.Key.Reason, 300)}</td></tr>"
            );
        }

        HtmlTable.Close(html);
    }
}
