using System.Text;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>The report as one page.</summary>
internal static class HtmlReport
{
    /// <summary>What goes through every mail server and opens at once everywhere.</summary>
    private const int MostBytes = 1_000_000;

    public static string Write(ReportInput input)
    {
        var page = "";
        foreach (var detail in ReportDetail.Levels)
        {
            page = Write(input, detail);
            if (Encoding.UTF8.GetByteCount(page) < MostBytes)
            {
                break;
            }
        }

        return page;
    }

    private static string Write(ReportInput input, ReportDetail detail)
    {
        var contexts = input
            .Domains.Select(
                (d, i) => FigureContext.Of($"d{i + 1}", d, input.Alerts) with { Detail = detail }
            )
            .ToList();
        var html = new MarkupWriter();
        WriteHead(html, input);
        WriteHeader(html, input);
        html.Line($"<main>");
        AlertSection.Write(html, input);
        for (var i = 0; i < contexts.Count; i++)
        {
            DomainSection.Write(html, contexts[i]);
        }

        if (contexts.Count > 0)
        {
            html.Line($"<h2 id=\"across\">Across domains</h2><h3>Charts</h3>");
            FigureSection.Write(html, ReportFigures.Across(contexts), detail);
        }

        LedgerSection.Write(html, input);
        ProvenanceSection.Write(html, input);
        html.Line($"</main>");
        html.Line(
            $"<footer><p>Losses are in nats per token; C = 6ND; a PF-day is 8.64×10¹⁹ FLOP. Made by ScalingPipeline {input.CodeVersion}.</p></footer>"
        );
        html.Line($"</body></html>");
        return html.ToString();
    }

    private static void WriteHead(MarkupWriter html, ReportInput input)
    {
        html.Line($"<!DOCTYPE html>");
        html.Line($"<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>");
        html.Line($"<meta charset=\"utf-8\"/>");
        html.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Line(
            $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"/>"
        );
        html.Line($"<meta name=\"color-scheme\" content=\"light dark\"/>");
        html.Line($"<link rel=\"icon\" href=\"data:,\"/>");
        html.Line($"<title>Scaling laws, {input.Date.ToString("yyyy-MM-dd")}</title>");
        html.Line($"<style>\n{new Markup(ChartStyle.Css)}\n{new Markup(PageStyle.Css)}\n</style>");
        html.Line($"</head><body>");
    }

    private static void WriteHeader(MarkupWriter html, ReportInput input)
    {
        html.Line($"<header>");
        html.Line($"<p class=\"kicker\">Nightly refit report</p>");
        html.Line($"<h1>Scaling laws, {input.Date.ToString("d MMMM yyyy")}</h1>");
        html.Line(
            $"<p class=\"meta\">{Lead.Headline(input)} Generated {Formatting.MomentIn(input.GeneratedAt, input.TimeZone)}.</p>"
        );
        WriteNavigation(html, input);
        WriteTiles(html, input);
        html.Line($"<dl class=\"lead\">");
        foreach (var item in Lead.Of(input))
        {
            html.Line($"<dt>{item.Topic}</dt><dd>{Outside.Prose(item.Text, 3000)}</dd>");
        }

        html.Line($"</dl>");
        html.Line($"</header>");
    }

    private static void WriteNavigation(MarkupWriter html, ReportInput input)
    {
        html.Write($"<nav aria-label=\"Sections\"><a href=\"#alerts\">Alerts</a>");
        for (var i = 0; i < input.Domains.Count; i++)
        {
            var name = Outside.Shorten(input.Domains[i].Domain, 30);
            html.Write($"<a href=\"#d{i + 1}\"><bdi>{name}</bdi></a>");
        }

        html.Line(
            $"<a href=\"#ledger\">Ledger</a><a href=\"#provenance\">Configuration and provenance</a></nav>"
        );
    }

    private static void WriteTiles(MarkupWriter html, ReportInput input)
    {
        var laws = input.Domains.SelectMany(d => d.Analysis.Laws).ToList();
        var usable = laws.Count(l => l.Status.IsUsable());
        var firing = input.Alerts.Count(a => a.Status == AlertStatus.Firing);
        var scored = input
            .Domains.SelectMany(d => d.Analysis.Runs)
            .Where(r => r.Forecast?.Inside is not null)
            .ToList();
        var runs = input.Domains.Sum(d => d.Snapshot.Runs.Count);
        html.Line($"<div class=\"tiles\">");
        Tile(html, firing > 0, Formatting.Count(firing), "alerts firing");
        Tile(
            html,
            false,
            Formatting.Count(runs),
            $"{(runs == 1 ? "run" : "runs")} in {Formatting.Counted(input.Domains.Count, "domain")}"
        );
        Tile(html, false, $"{usable}/{laws.Count}", "fitted laws usable");
        Tile(
            html,
            false,
            scored.Count == 0
                ? "–"
                : $"{scored.Count(r => r.Forecast!.Inside == true)}/{scored.Count}",
            "forecasts inside their interval"
        );
        Tile(html, false, Formatting.Count(input.Ledger.Committed), "files in the statistics");
        html.Line($"</div>");
    }

    private static void Tile(MarkupWriter html, bool hot, string value, string text) =>
        html.Line(
            $"<div class=\"tile{(hot ? " hot" : "")}\"><b>{value}</b><span>{text}</span></div>"
        );
}
