using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Web.Live;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>What every page has around its content: head, style, navigation, and on a page that shows what is going on, when that was.</summary>
internal sealed class PageShell(IOptions<WebOptions> options, PageInputs inputs)
{
    private readonly (string Path, string Name)[] _pages =
    [
        ("/", "Overview"),
        (AlertPage.Path, "Alerts"),
        (LedgerPage.Path, "Ledger"),
        (ForecastPage.Path, "Forecast"),
        (ReportPages.Path, "Reports"),
        .. options.Value.ApiKeys.Count > 0
            ? [(SignIn.Path, "Sign in or out")]
            : ((string, string)[])[],
    ];

    /// <summary>A page that stays as it is.</summary>
    /// <param name="title">Escaped.</param>
    /// <param name="path">The page's own path, marked in the navigation.</param>
    /// <param name="content">Writes the sections, each with its own heading.</param>
    /// <param name="status">The status of the answer.</param>
    public IResult Show(
        string title,
        string path,
        Action<MarkupWriter> content,
        int status = StatusCodes.Status200OK
    ) => Html(Write(title, path, Markup.Empty, content), status);

    /// <summary>A page that shows what is going on: a link shows it anew, and the script does by itself. Its route needs <see cref="PagePowers.Script"/>.</summary>
    /// <param name="title">Escaped.</param>
    /// <param name="path">The page's own path, marked in the navigation.</param>
    /// <param name="content">Writes the sections; the script replaces what stands in <see cref="LivePart"/>s.</param>
    public IResult ShowLive(string title, string path, Action<MarkupWriter> content) =>
        Html(
            Write(
                title,
                path,
                new Markup($"<script src=\"{LiveScript.Path}\" defer=\"defer\"></script>"),
                html =>
                {
                    html.Line(
                        $"<p class=\"meta\" data-live=\"moment\">As of {Formatting.Moment(inputs.Now, inputs.Zone)}. <a href=\"\">Refresh</a></p>"
                    );
                    content(html);
                }
            ),
            StatusCodes.Status200OK
        );

    /// <summary>Nothing is known under a name.</summary>
    /// <param name="what">What it would be, as in "run".</param>
    /// <param name="name">As asked for.</param>
    /// <param name="back">Where to look instead.</param>
    /// <param name="backName">What is there.</param>
    public IResult NotFound(string what, string name, string back, string backName) =>
        Show(
            $"No such {what}",
            "",
            html =>
                html.Line(
                    $"<h2>No such {what}</h2><p>There is no {what} {HtmlTable.Name(name)} with committed logs.</p><p><a href=\"{back}\">{backName}</a></p>"
                ),
            StatusCodes.Status404NotFound
        );

    /// <summary>What was asked for cannot be done, and why.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="reason">One sentence.</param>
    /// <param name="back">Where to go from here.</param>
    /// <param name="backName">What is there.</param>
    /// <param name="status">The status of the answer.</param>
    public IResult Refuse(string title, string reason, string back, string backName, int status) =>
        Show(
            title,
            "",
            html =>
                html.Line(
                    $"<h2>{title}</h2><p role=\"alert\">{reason}</p><p><a href=\"{back}\">{backName}</a></p>"
                ),
            status
        );

    private string Write(string title, string path, Markup head, Action<MarkupWriter> content)
    {
        var html = new MarkupWriter();
        html.Line($"<!DOCTYPE html>");
        html.Line($"<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
        html.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Line(
            $"<meta name=\"color-scheme\" content=\"light dark\"/><link rel=\"icon\" href=\"data:,\"/>"
        );
        html.Line($"<title>{Outside.Shorten(title, 80)} · ScalingPipeline</title>");
        html.Line(
            $"<style>\n{new Markup(ChartStyle.Css)}\n{new Markup(PageStyle.Css)}\n{new Markup(ControlStyle.Css)}\n</style>{head}</head><body>"
        );
        html.Line(
            $"<header><a class=\"skip\" href=\"#main\">Skip to the content</a><h1 class=\"kicker\">ScalingPipeline</h1><nav aria-label=\"Pages\">"
        );
        foreach (var (target, name) in _pages)
        {
            var current = string.Equals(target, path, StringComparison.Ordinal)
                ? new Markup(" aria-current=\"page\"")
                : Markup.Empty;
            html.Line($"<a href=\"{target}\"{current}>{name}</a>");
        }

        html.Line($"</nav></header><main id=\"main\">");
        content(html);
        html.Line($"</main></body></html>");
        return html.ToString();
    }

    private static IResult Html(string page, int status) =>
        Results.Content(page, MediaTypeNames.Text.Html, Encoding.UTF8, status);
}
