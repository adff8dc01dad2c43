using System.Net.Mime;
using System.Text;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Reporting;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Web;

/// <summary>The pages, made on the server out of the report's own sections: what a page says now, the report says tonight.</summary>
internal static class Pages
{
    private const int LedgerRows = 200;

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").RequireRateLimiting(RequestLimits.Pages);
        pages.MapGet(
            "/",
            (ReportPublisher reports, PageShell shell, CancellationToken cancelled) =>
                ShowAsync(reports, input => Overview(shell, input), cancelled)
        );
        pages.MapGet(
            "/alerts",
            (ReportPublisher reports, PageShell shell, CancellationToken cancelled) =>
                ShowAsync(reports, input => Alerts(shell, input), cancelled)
        );
        pages.MapGet(
            "/report",
            (ReportPublisher reports, CancellationToken cancelled) =>
                ShowAsync(reports, ReportWriter.Html, cancelled)
        );
        pages.MapGet("/domains/{domain}", DomainAsync);
        pages.MapGet("/ledger", LedgerAsync);
    }

    private static Task<ReportInput> Now(
        ReportPublisher reports,
        CancellationToken cancellationToken
    ) => reports.CollectAsync(reports.Today(), cancellationToken);

    private static async Task<IResult> ShowAsync(
        ReportPublisher reports,
        Func<ReportInput, string> page,
        CancellationToken cancellationToken
    ) => Html(page(await Now(reports, cancellationToken)));

    private static string Overview(PageShell shell, ReportInput input) =>
        shell.Write(
            "Overview",
            "/",
            html =>
            {
                if (input.Domains.Count == 0)
                {
                    html.Line(
                        $"<p>No laws yet. Drop training logs into the watched storage: a <code>run.json</code> for each run, then its Parquet parts. They are read as they arrive; the laws appear here a few seconds later.</p>"
                    );
                }

                AlertSection.Write(html, input);
                foreach (var domain in input.Domains)
                {
                    html.Line(
                        $"<h2><a href=\"/domains/{Uri.EscapeDataString(domain.Domain)}\">{HtmlTable.Name(domain.Domain)}</a></h2>"
                    );
                    LawSection.Write(html, domain);
                }

                LedgerSection.Write(html, input);
            }
        );

    private static string Alerts(PageShell shell, ReportInput input) =>
        shell.Write("Alerts", "/alerts", html => AlertSection.Write(html, input));

    private static async Task<IResult> DomainAsync(
        string domain,
        ReportPublisher reports,
        PageShell shell,
        CancellationToken cancellationToken
    )
    {
        var input = await Now(reports, cancellationToken);
        var found = input.Domains.FirstOrDefault(d =>
            string.Equals(d.Domain, domain, StringComparison.Ordinal)
        );
        return found is null
            ? Html(
                shell.Write(
                    "No such domain",
                    "",
                    html =>
                        html.Line(
                            $"<h2>No such domain</h2><p>There is no domain <bdi>{domain}</bdi> with committed logs.</p>"
                        )
                ),
                StatusCodes.Status404NotFound
            )
            : Html(
                shell.Write(
                    found.Domain,
                    "",
                    html => DomainSection.Write(html, FigureContext.Of("d1", found, input.Alerts))
                )
            );
    }

    private static async Task<IResult> LedgerAsync(
        ReportPublisher reports,
        PageShell shell,
        ILedger ledger,
        CancellationToken cancellationToken
    )
    {
        var input = await Now(reports, cancellationToken);
        var newest = await ledger.EntriesAsync(state: null, LedgerRows, cancellationToken);
        return Html(
            shell.Write(
                "Ledger",
                "/ledger",
                html =>
                {
                    LedgerSection.Write(html, input);
                    Newest(html, newest);
                }
            )
        );
    }

    private static void Newest(MarkupWriter html, IReadOnlyList<LedgerEntry> entries)
    {
        html.Line($"<h2>Newest {entries.Count} entries</h2>");
        HtmlTable.Open(
            html,
            "The newest ledger entries",
            "log",
            "<state",
            "rows",
            "bytes",
            "changed (UTC)"
        );
        foreach (var entry in entries)
        {
            html.Line(
                $"<tr><th scope=\"row\" class=\"n\">{HtmlTable.Name(entry.Blob.Name)}</th><td class=\"t\">{LedgerWords.State(entry.State)}</td><td>{Formatting.Count(entry.Rows)}</td><td>{Formatting.Count(entry.Size)}</td><td>{entry.Changed.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss")}</td></tr>"
            );
        }

        HtmlTable.Close(html);
    }

    private static IResult Html(string page, int status = StatusCodes.Status200OK) =>
        Results.Content(page, MediaTypeNames.Text.Html, Encoding.UTF8, status);
}
