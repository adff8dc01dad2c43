using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>One domain: its laws as links, then the report's section of it, whose runs are links.</summary>
internal static class DomainPage
{
    public static void MapDomainPage(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/domains/{domain}", ShowAsync).WithMetadata(new PagePowers(Script: true));

    private static async Task<IResult> ShowAsync(
        HttpContext http,
        PageShell shell,
        PageInputs inputs,
        IMonitoringState state,
        SnapshotReader snapshots,
        ReportPublisher reports,
        CancellationToken cancellationToken
    )
    {
        var domain = http.NameIn(1);
        if (await state.AnalysesAsync(domain, cancellationToken) is not [var stored])
        {
            return shell.NotFound("domain", domain, "/", "All domains");
        }

        var report = new DomainReport(
            await snapshots.ReadAsync(domain, cancellationToken),
            stored.Analysis,
            (
                await state.AnalysisBeforeAsync(domain, reports.Midnight(), cancellationToken)
            )?.Analysis
        );
        var alerts = await state.AlertsAsync(includeResolved: false, cancellationToken);
        var context = FigureContext.Of("d1", report, alerts) with
        {
            Link = run => PathNames.Run(domain, run),
        };
        return shell.ShowLive(
            domain,
            "",
            html =>
            {
                html.Live(
                    "links",
                    () =>
                    {
                        Laws(html, stored.Analysis);
                        html.Line(
                            $"<p class=\"meta\">Refitted {Formatting.Moment(stored.At, inputs.Zone)}. <a href=\"{ForecastPage.Path}?domain={Uri.EscapeDataString(domain)}\">Forecast a run of this domain</a></p>"
                        );
                        html.Live("domain", () => DomainSection.Write(html, context));
                    }
                );
            }
        );
    }

    private static void Laws(MarkupWriter html, DomainAnalysis analysis)
    {
        html.Line($"<nav aria-label=\"Laws\"><ul class=\"links\">");
        foreach (var law in analysis.Laws.Select(l => l.Law).Distinct(StringComparer.Ordinal))
        {
            html.Line($"<li><a href=\"{PathNames.Law(analysis.Domain, law)}\">{law}</a></li>");
        }

        html.Line($"</ul></nav>");
    }
}
