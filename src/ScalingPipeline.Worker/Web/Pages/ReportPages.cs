using System.Net.Mime;
using System.Text;
using ScalingPipeline.Reporting;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The report as it would be written now, and those that were written, by date.</summary>
internal static class ReportPages
{
    public const string Path = "/reports";

    private const int MostNights = 366;

    public static void MapReportPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/report", NowAsync);
        pages.MapGet(Path, ListAsync);
        pages.MapGet($"{Path}/{{date}}/{{file}}", StoredAsync);
    }

    private static async Task<IResult> NowAsync(
        ReportPublisher reports,
        CancellationToken cancellationToken
    ) =>
        Results.Content(
            ReportWriter.Html(await reports.CollectAsync(reports.Today(), cancellationToken)),
            MediaTypeNames.Text.Html,
            Encoding.UTF8
        );

    private static async Task<IResult> ListAsync(
        PageShell shell,
        ReportArchive archive,
        CancellationToken cancellationToken
    )
    {
        var nights = await archive.NightsAsync(cancellationToken);
        return shell.Show(
            "Reports",
            Path,
            html =>
            {
                html.Line($"<h2>Reports</h2>");
                html.Line(
                    $"<p><a href=\"/report\">The report as it would be written now</a>, for sending or printing.</p>"
                );
                if (nights.Count == 0)
                {
                    html.Line(
                        $"<p>None is stored yet. One is written every night, and by <code>scaling-pipeline report</code>.</p>"
                    );
                    return;
                }

                HtmlTable.Open(html, "Stored reports", "night", "<report");
                foreach (var night in nights.Take(MostNights))
                {
                    var date = ReportArchive.Text(night.Date);
                    html.Write(
                        $"<tr><th scope=\"row\" class=\"n\">{date}</th><td class=\"t\"><ul class=\"links\">"
                    );
                    foreach (var kind in night.Kinds)
                    {
                        html.Write(
                            $"<li><a href=\"{Path}/{date}/{kind.FileName()}\" aria-label=\"{date} as {kind.Label()}\">{kind.Label()}</a></li>"
                        );
                    }

                    html.Line($"</ul></td></tr>");
                }

                HtmlTable.Close(html);
            }
        );
    }

    private static async Task<IResult> StoredAsync(
        string date,
        string file,
        PageShell shell,
        ReportArchive archive,
        CancellationToken cancellationToken
    ) =>
        ReportArchive.Date(date) is { } night
        && ReportKinds.OfFile(file) is { } kind
        && await archive.ReadAsync(night, kind, cancellationToken) is { } report
            ? Results.Bytes(report, kind.ContentType())
            : shell.Refuse(
                "No such report",
                "None is stored under this date and name.",
                Path,
                "All reports",
                StatusCodes.Status404NotFound
            );
}
