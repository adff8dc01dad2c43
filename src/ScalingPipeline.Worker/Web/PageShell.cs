using Microsoft.Extensions.Options;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Worker.Web;

/// <summary>What every page has around its content: head, style, navigation.</summary>
internal sealed class PageShell(IOptions<WebOptions> options)
{
    private readonly (string Path, string Name)[] _pages =
    [
        ("/", "Overview"),
        ("/alerts", "Alerts"),
        ("/ledger", "Ledger"),
        ("/report", "Report"),
        .. options.Value.ApiKeys.Count > 0
            ? [(SignIn.Path, "Sign in or out")]
            : ((string, string)[])[],
    ];

    /// <param name="title">Escaped.</param>
    /// <param name="path">The page's own path, marked in the navigation.</param>
    /// <param name="content">Writes the sections, each with its own heading.</param>
    public string Write(string title, string path, Action<MarkupWriter> content)
    {
        var html = new MarkupWriter();
        html.Line($"<!DOCTYPE html>");
        html.Line($"<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
        html.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Line(
            $"<meta name=\"color-scheme\" content=\"light dark\"/><link rel=\"icon\" href=\"data:,\"/>"
        );
        html.Line($"<title>{title} · ScalingPipeline</title>");
        html.Line(
            $"<style>\n{new Markup(ChartStyle.Css)}\n{new Markup(PageStyle.Css)}\n</style></head><body>"
        );
        html.Line($"<header><h1 class=\"kicker\">ScalingPipeline</h1><nav aria-label=\"Pages\">");
        foreach (var (target, name) in _pages)
        {
            var current = string.Equals(target, path, StringComparison.Ordinal)
                ? new Markup(" aria-current=\"page\"")
                : Markup.Empty;
            html.Line($"<a href=\"{target}\"{current}>{name}</a>");
        }

        html.Line($"</nav></header><main>");
        content(html);
        html.Line($"</main></body></html>");
        return html.ToString();
    }
}
