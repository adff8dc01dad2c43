using System.Globalization;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>One law of a domain in every family, fit and condition: numbers, where they come from, what was left out, and how it moved.</summary>
internal static class LawPage
{
    public static void MapLawPage(this IEndpointRouteBuilder pages) =>
        pages
            .MapGet("/domains/{domain}/laws/{law}", ShowAsync)
            .WithMetadata(new PagePowers(Script: true));

    private static async Task<IResult> ShowAsync(
        HttpContext http,
        DateTimeOffset? before,
        PageShell shell,
        PageInputs inputs,
        IMonitoringState state,
        SnapshotReader snapshots,
        CancellationToken cancellationToken
    )
    {
        var (domain, name) = (http.NameIn(1), http.NameIn(3));
        if (await state.AnalysesAsync(domain, cancellationToken) is not [var stored])
        {
            return shell.NotFound("domain", domain, "/", "All domains");
        }

        var history = await LawHistory.ReadAsync(state, domain, name, before, cancellationToken);
        var records = stored
            .Analysis.Laws.Where(l => string.Equals(l.Law, name, StringComparison.Ordinal))
            .ToList();
        if (records.Count == 0 && history.Versions.All(v => v.Records.Count == 0))
        {
            return shell.NotFound("law", name, PathNames.Domain(domain), "The domain");
        }

        var context = FigureContext.Of(
            "d1",
            new DomainReport(
                await snapshots.ReadAsync(domain, cancellationToken),
                stored.Analysis,
                Previous: null
            ),
            await state.AlertsAsync(includeResolved: false, cancellationToken)
        );
        return shell.ShowLive(
            $"{name} of {domain}",
            "",
            html =>
                html.Live(
                    "law",
                    () =>
                    {
                        html.Line(
                            $"<h2>{name} of <a href=\"{PathNames.Domain(domain)}\">{HtmlTable.Name(domain)}</a></h2>"
                        );
                        if (records.Count == 0)
                        {
                            html.Line(
                                $"<p>The newest refit has no such law; what earlier ones said is below.</p>"
                            );
                        }

                        if (Figures(name, context) is { Count: > 0 } figures)
                        {
                            html.Line($"<h3>Chart</h3>");
                            FigureSection.Write(html, figures, ReportDetail.Full);
                        }

                        foreach (var record in records)
                        {
                            LawRecordSection.Write(html, record, stored.At, inputs.Zone);
                        }

                        History(html, domain, name, history, inputs.Zone);
                    }
                )
        );
    }

    private static IReadOnlyList<Figure> Figures(string law, FigureContext context) =>
        law switch
        {
            "L(N)" => [LossLawFigure.OfParameters(context)],
            "L(D)" => [LossLawFigure.OfTokens(context)],
            "L(C)" => [ComputeFigure.Create(context)],
            "L(t)" => [PositionFigure.Create(context)],
            _ => [],
        };

    private static void History(
        MarkupWriter html,
        string domain,
        string law,
        LawHistory history,
        TimeZoneInfo zone
    )
    {
        html.Line($"<h2>History</h2>");
        HtmlTable.Open(
            html,
            "What each refit said",
            "stored",
            "<family and fit",
            "<status",
            "runs",
            "<parameters ± standard error",
            "<against the refit before"
        );
        for (var i = 0; i < history.Versions.Count; i++)
        {
            var version = history.Versions[i];
            // The oldest one read is held against none: what was before it is on the next page.
            var earlier = history.Versions.ElementAtOrDefault(i + 1)?.Records;
            foreach (var record in version.Records)
            {
                var change =
                    earlier is not null ? LawChange.Of(record, earlier).Describe()
                    : history.Older is null ? "the first"
                    : "–";
                Version(html, version.At, record, change, zone);
            }
        }

        HtmlTable.Close(html);
        if (history.Older is { } older)
        {
            html.Line(
                $"<p><a href=\"{PathNames.Law(domain, law)}?before={Uri.EscapeDataString(older.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))}\">Older refits</a></p>"
            );
        }
    }

    private static void Version(
        MarkupWriter html,
        DateTimeOffset at,
        LawRecord record,
        string change,
        TimeZoneInfo zone
    )
    {
        var parameters = LawWords.IsUsable(record)
            ? string.Join(
                ", ",
                record.Parameters.Keys.Select(name => LawWords.Parameter(record, name))
            )
            : "";
        html.Line(
            $"<tr><th scope=\"row\" class=\"n\">{Formatting.Moment(at, zone)}</th><td class=\"t\"><bdi>{Outside.Shorten(record.Family, 40)}</bdi>, {record.Fit}{(record.Condition is { } c ? $", {Outside.Shorten(c, 60)}" : "")}</td><td class=\"t\">{LawWords.Status(record.Status)}</td><td>{record.Points}</td><td class=\"t w\">{Outside.Shorten(parameters, 300)}</td><td class=\"t\">{change}</td></tr>"
        );
    }
}
