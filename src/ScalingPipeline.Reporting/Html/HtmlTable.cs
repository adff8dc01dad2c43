using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>Tables that scroll inside their own box, and are cards on a narrow screen; the first cell of a row names it.</summary>
public static class HtmlTable
{
    private const int LongestName = 72;

    /// <summary>Opens a table.</summary>
    /// <param name="html">The page.</param>
    /// <param name="label">Names the table for a screen reader.</param>
    /// <param name="columns">Headings; one that starts with <c>&lt;</c> is of text, aligned left.</param>
    public static void Open(MarkupWriter html, string label, params string[] columns)
    {
        html.Write(
            $"<div class=\"box\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table class=\"cards\" style=\"{Headings(columns)}\"><thead><tr>"
        );
        foreach (var column in columns)
        {
            _ = column.StartsWith('<')
                ? html.Write($"<th scope=\"col\" class=\"t\">{column[1..]}</th>")
                : html.Write($"<th scope=\"col\">{column}</th>");
        }

        html.Line($"</tr></thead><tbody>");
    }

    /// <summary>The headings as CSS variables: on a narrow screen a row is a card, and each of its cells has its heading beside it.</summary>
    private static string Headings(string[] columns) =>
        string.Concat(
            columns.Skip(1).Select((c, i) => $"--h{i + 2}:'{CssText(c.TrimStart('<'))}';")
        );

    private static string CssText(string text) =>
        string.Concat(
            Outside
                .Shorten(text, LongestName)
                .Select(c =>
                    char.IsAsciiLetterOrDigit(c)
                    || c is ' ' or ',' or '.' or '(' or ')' or '=' or '+'
                    || c > '\u007f'
                        ? $"{c}"
                        : $"\\{(int)c:x} "
                )
        );

    public static void Close(MarkupWriter html) => html.Line($"</tbody></table></div>");

    /// <summary>The numbers beside a chart, folded away; cut at <paramref name="most"/> rows, which keeps the page small.</summary>
    public static void Folded(MarkupWriter html, DataTable table, int most)
    {
        if (table.Rows.Count == 0)
        {
            return;
        }

        html.Write($"<details><summary>The numbers</summary>");
        Open(html, "The plotted numbers", [.. table.Columns]);
        foreach (var row in table.Rows.Take(most))
        {
            html.Write($"<tr><th scope=\"row\">{Outside.Shorten(row[0], LongestName)}</th>");
            foreach (var cell in row.Skip(1))
            {
                html.Write($"<td>{Outside.Shorten(cell, LongestName)}</td>");
            }

            html.Line($"</tr>");
        }

        Close(html);
        if (table.Rows.Count > most)
        {
            html.Line(
                $"<p class=\"note\">The first {most} of {Formatting.Count(table.Rows.Count)}; the JSON report has all.</p>"
            );
        }

        html.Line($"</details>");
    }

    /// <summary>The name of a run, leading to where more is told of it if there is such a place.</summary>
    internal static Markup Run(FigureContext context, string name) =>
        context.Link is { } link
            ? new MarkupWriter().Write($"<a href=\"{link(name)}\">{Name(name)}</a>").ToMarkup()
            : Name(name);

    /// <summary>A name from outside: isolated from the direction of what surrounds it; a long one is cut and whole in its tooltip.</summary>
    public static Markup Name(string name)
    {
        var shown = Outside.Shorten(name, LongestName);
        var html = new MarkupWriter();
        return (
            shown.Length < name.Length
                ? html.Write($"<bdi title=\"{Outside.Shorten(name, 400)}\">{shown}</bdi>")
                : html.Write($"<bdi>{shown}</bdi>")
        ).ToMarkup();
    }
}
