using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>Every domain in a line, what fires, and what became of the files.</summary>
internal static class OverviewPage
{
    private const int MostAlerts = 20;

    public static void MapOverviewPage(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/", ShowAsync).WithMetadata(new PagePowers(Script: true));

    private static async Task<IResult> ShowAsync(
        PageShell shell,
        PageInputs inputs,
        IMonitoringState state,
        ILedger ledger,
        CancellationToken cancellationToken
    )
    {
        var analyses = await state.AnalysesAsync(domain: null, cancellationToken);
        var alerts = await state.AlertsAsync(includeResolved: false, cancellationToken);
        var changed = (await state.ChangedAsync(cancellationToken))
            .Select(d => d.Domain)
            .ToHashSet(StringComparer.Ordinal);
        var files = await ledger.CountAsync(cancellationToken);
        return shell.ShowLive(
            "Overview",
            "/",
            html =>
            {
                html.Live("alerts", () => Alerts(html, alerts, inputs.Zone));
                html.Live("domains", () => Domains(html, analyses, alerts, changed, inputs.Zone));
                html.Live("files", () => Files(html, files));
            }
        );
    }

    private static void Alerts(
        MarkupWriter html,
        IReadOnlyList<AlertRecord> alerts,
        TimeZoneInfo zone
    )
    {
        html.Line($"<h2>Alerts</h2>");
        var firing = alerts
            .Where(a => a.Status == AlertStatus.Firing)
            .OrderByDescending(a => a.Condition.Severity)
            .ThenByDescending(a => a.Since)
            .ToList();
        if (firing.Count == 0)
        {
            html.Line($"<p>No run deviates from what its siblings and its law predict.</p>");
            return;
        }

        HtmlTable.Open(html, "Alerts that fire", "run", "<domain", "<what", "deviation", "since");
        foreach (var alert in firing.Take(MostAlerts))
        {
            var condition = alert.Condition;
            var deviation = condition is { Expected: > 0 and var expected, Observed: { } observed }
                ? Formatting.Percent((observed / expected) - 1)
                : "–";
            html.Line(
                $"<tr><th scope=\"row\" class=\"n\"><a href=\"{PathNames.Run(condition.Domain, condition.Run)}\">{HtmlTable.Name(condition.Run)}</a></th><td class=\"t n\">{HtmlTable.Name(condition.Domain)}</td><td class=\"t\"><span class=\"badge bad\">{condition.Code}</span></td><td>{deviation}</td><td>{Formatting.Moment(alert.Since, zone)}</td></tr>"
            );
        }

        HtmlTable.Close(html);
        html.Line(
            $"<p><a href=\"{AlertPage.Path}\">{(firing.Count > MostAlerts ? $"All {firing.Count} alerts" : "The alerts")} with causes and next steps</a></p>"
        );
    }

    private static void Domains(
        MarkupWriter html,
        IReadOnlyList<StoredAnalysis> analyses,
        IReadOnlyList<AlertRecord> alerts,
        HashSet<string> changed,
        TimeZoneInfo zone
    )
    {
        html.Line($"<h2>Domains</h2>");
        if (analyses.Count == 0)
        {
            html.Line(
                $"<p>No laws yet. Drop training logs into the watched storage: a <code>run.json</code> for each run, then its Parquet parts. They are read as they arrive; the laws appear here a few seconds later.</p>"
            );
            html.Line(
                $"<p>If logs are there and nothing appears, the <a href=\"{LedgerPage.Path}\">ledger</a> says what became of each.</p>"
            );
            return;
        }

        HtmlTable.Open(
            html,
            "Domains",
            "domain",
            "runs",
            "training",
            "alerts firing",
            "laws usable",
            "<L(N)",
            "refitted"
        );
        foreach (var stored in analyses)
        {
            Domain(html, stored, alerts, changed.Contains(stored.Analysis.Domain), zone);
        }

        HtmlTable.Close(html);
    }

    private static void Domain(
        MarkupWriter html,
        StoredAnalysis stored,
        IReadOnlyList<AlertRecord> alerts,
        bool waits,
        TimeZoneInfo zone
    )
    {
        var analysis = stored.Analysis;
        var firing = alerts.Count(a =>
            a.Status == AlertStatus.Firing
            && string.Equals(a.Condition.Domain, analysis.Domain, StringComparison.Ordinal)
        );
        var style = firing > 0 ? new Markup(" class=\"up\"") : Markup.Empty;
        html.Line(
            $"<tr><th scope=\"row\" class=\"n\"><a href=\"{PathNames.Domain(analysis.Domain)}\">{HtmlTable.Name(analysis.Domain)}</a></th><td>{analysis.Runs.Count}</td><td>{analysis.Runs.Count(r => r.Progress < 1)}</td><td{style}>{firing}</td><td>{analysis.Laws.Count(LawWords.IsUsable)}/{analysis.Laws.Count}</td><td class=\"t\">{OfSize(analysis)}</td><td>{Formatting.Moment(stored.At, zone)}{(waits ? ", new logs wait" : "")}</td></tr>"
        );
    }

    /// <summary>The exponent of L(N) where it is known: of the family and condition with most points.</summary>
    private static string OfSize(DomainAnalysis analysis) =>
        analysis
            .Laws.Where(law => law is { Law: "L(N)", Fit: "reporting" } && LawWords.IsUsable(law))
            .MaxBy(law => law.Points)
            is { } best
        && best.Parameters.ContainsKey("alpha")
            ? LawWords.Parameter(best, "alpha")
            : "not identified yet";

    private static void Files(MarkupWriter html, LedgerCounts files)
    {
        html.Line($"<h2>Files</h2>");
        html.Line($"<p class=\"sum\">{LedgerWords.Sum(files)}</p>");
        html.Line($"<p><a href=\"{LedgerPage.Path}\">What became of each file</a></p>");
    }
}
