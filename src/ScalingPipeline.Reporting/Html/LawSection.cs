using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>The laws of a domain with errors, intervals, status and change.</summary>
public static class LawSection
{
    public static void Write(MarkupWriter html, DomainReport domain)
    {
        html.Line($"<h3>Laws</h3>");
        if (domain.Analysis.Laws.Count == 0)
        {
            html.Line($"<p>No law is fitted yet. A law needs evaluated runs of several sizes.</p>");
            return;
        }

        HtmlTable.Open(
            html,
            "Laws",
            "law",
            "<fit",
            "<parameters ± standard error",
            $"<{LawWords.IntervalOf(domain.Analysis.Laws.SelectMany(l => l.Intervals.Values))}",
            "runs",
            "<status",
            "<since last night"
        );
        foreach (var law in domain.Analysis.Laws)
        {
            WriteLaw(html, law, LawChange.Of(law, domain.Previous?.Laws), domain.Previous is null);
        }

        HtmlTable.Close(html);
        WriteForecasts(html, domain);
    }

    private static void WriteLaw(
        MarkupWriter html,
        LawRecord law,
        LawChange change,
        bool firstNight
    )
    {
        var condition = law.Condition is null ? "" : $", {LawWords.Condition(law)}";
        html.Write(
            $"<tr><th scope=\"row\" class=\"n\"><b>{law.Law}</b> <bdi>{Outside.Shorten(law.Family, 40)}</bdi>{Outside.Shorten(condition, 60)}<br/><code>{Outside.Shorten(law.Formula, 80)}</code></th>"
        );
        html.Write($"<td class=\"t\">{law.Fit}</td><td class=\"t\">");
        // Numbers that the data do not pin down are not shown as if they did; the JSON report keeps them, labelled.
        var usable = LawWords.IsUsable(law);
        var parameters = usable ? law.Parameters.Keys : [];
        foreach (var name in parameters)
        {
            html.Write($"{Outside.Shorten(LawWords.Parameter(law, name), 60)}<br/>");
        }

        html.Write($"</td><td class=\"t\">");
        foreach (var name in parameters)
        {
            var interval = law.Intervals.GetValueOrDefault(name);
            html.Write(
                $"{(interval is null ? "–" : Formatting.Range(interval.Low, interval.High))}<br/>"
            );
        }

        var tone =
            law.Status == LawStatus.Identified ? " good"
            : usable ? ""
            : " bad";
        html.Write(
            $"</td><td>{law.Points}</td><td class=\"t w\"><span class=\"badge{tone}\">{LawWords.Status(law.Status)}</span> {Outside.Prose(law.StatusReason, 300)}</td>"
        );
        html.Line(
            $"<td class=\"t\"><span class=\"{(change.IsNotable ? "up" : "")}\">{(firstNight ? "first report" : change.Describe())}</span></td></tr>"
        );
    }

    private static void WriteForecasts(MarkupWriter html, DomainReport domain)
    {
        var forecasts = domain.Analysis.Laws.Where(l => l.Next is not null).ToList();
        if (forecasts.Count == 0)
        {
            return;
        }

        html.Line($"<h3>Forecasts</h3>");
        HtmlTable.Open(
            html,
            "Forecasts",
            "law",
            "at",
            "loss",
            LawWords.IntervalOf(forecasts.Select(l => l.Next!.Interval)),
            "decades beyond the data",
            "<the interval is"
        );
        foreach (var law in forecasts)
        {
            var next = law.Next!;
            var at = At(law, next);
            html.Line(
                $"<tr><th scope=\"row\" class=\"n\">{law.Law} <bdi>{Outside.Shorten(law.Family, 40)}</bdi>, {law.Fit} fit</th><td>{at}</td><td>{Formatting.Number(next.Loss)}</td><td>{Formatting.Range(next.Interval.Low, next.Interval.High)}</td><td>{Formatting.Number(next.Decades, 2)}</td><td class=\"t w\">{BasisWords.Of(next.Basis)}</td></tr>"
            );
        }

        HtmlTable.Close(html);
    }

    /// <summary>What it is for, with what the law holds fixed.</summary>
    private static string At(LawRecord law, LawForecast next) =>
        law.Law switch
        {
            "L(N,D)" => $"N = {Formatting.Short(next.X)}, D = {Formatting.Short(next.Y)}",
            "L(C)" => $"C = {Formatting.Scientific(next.X, 3)}",
            "L(D)" => $"D = {Formatting.Short(next.X)}, {LawWords.Condition(law)}",
            "L(N)" => $"N = {Formatting.Short(next.X)}, {LawWords.Condition(law)}",
            _ => Formatting.Short(next.X),
        };
}
