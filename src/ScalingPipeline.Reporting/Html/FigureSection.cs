using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>Charts side by side, each with its caption and its numbers.</summary>
public static class FigureSection
{
    public static void Write(MarkupWriter html, IReadOnlyList<Figure> figures, ReportDetail detail)
    {
        html.Line($"<div class=\"figures\">");
        // Those that have nothing to show yet stand together at the end.
        foreach (var figure in figures.OrderBy(f => f.Numbers.Rows.Count == 0))
        {
            html.Line(
                $"<figure id=\"{figure.Id}\"><figcaption><h4>{figure.Title}</h4><p>{Outside.Shorten(figure.Caption, 1000)}</p></figcaption>"
            );
            html.Line(
                $"<div class=\"box\" tabindex=\"0\" role=\"region\" aria-label=\"Chart: {figure.Title}\">{new Markup(figure.Svg)}</div>"
            );
            HtmlTable.Folded(html, figure.Numbers, detail.NumberRows);
            html.Line($"</figure>");
        }

        html.Line($"</div>");
    }
}
