using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>One fitted law with all that is needed to judge it.</summary>
internal static class LawRecordSection
{
    private const int MostRuns = 60;

    public static void Write(
        MarkupWriter html,
        LawRecord law,
        DateTimeOffset stored,
        TimeZoneInfo zone
    )
    {
        var usable = LawWords.IsUsable(law);
        var tone =
            law.Status == LawStatus.Identified ? " good"
            : usable ? ""
            : " bad";
        html.Line(
            $"<h3><bdi>{Outside.Shorten(law.Family, 60)}</bdi>, {law.Fit} fit{(law.Condition is { } c ? $", {Outside.Shorten(c, 80)}" : "")} <span class=\"badge{tone}\">{LawWords.Status(law.Status)}</span></h3>"
        );
        html.Line($"<p><code>{Outside.Shorten(law.Formula, 120)}</code></p>");
        if (law.StatusReason is { } reason)
        {
            html.Line($"<p>{Outside.Shorten(reason, 400)}</p>");
        }

        if (usable)
        {
            Parameters(html, law);
        }

        Next(html, law);
        Excluded(html, law);
        Observations(html, law);
        Provenance(html, law, stored, zone);
    }

    private static void Parameters(MarkupWriter html, LawRecord law)
    {
        HtmlTable.Open(
            html,
            Label("Parameters", law),
            "parameter",
            "value ± standard error",
            "interval"
        );
        foreach (var name in law.Parameters.Keys)
        {
            var interval = law.Intervals.GetValueOrDefault(name);
            var shown = interval is null
                ? "–"
                : $"{Formatting.Range(interval.Low, interval.High)} ({Formatting.Count(interval.Level * 100)}{Formatting.ThinSpace}%)";
            html.Line(
                $"<tr><th scope=\"row\">{LawWords.Symbol(name)}</th><td>{Formatting.WithError(law.Parameters[name], law.StandardErrors.GetValueOrDefault(name, double.NaN))}</td><td>{shown}</td></tr>"
            );
        }

        HtmlTable.Close(html);
    }

    private static void Next(MarkupWriter html, LawRecord law)
    {
        if (law.Next is not { } next)
        {
            return;
        }

        var at = double.IsNaN(next.Y)
            ? Formatting.Short(next.X)
            : $"{Formatting.Short(next.X)} and {Formatting.Short(next.Y)}";
        html.Line(
            $"<p>Forecast at {at}: {Formatting.Number(next.Loss)} nats per token, {Formatting.Count(next.Interval.Level * 100)}{Formatting.ThinSpace}% {Formatting.Range(next.Interval.Low, next.Interval.High)}, {Formatting.Number(next.Decades, 2)} decades beyond the data. {Outside.Shorten(next.Basis, 300)}</p>"
        );
    }

    private static void Excluded(MarkupWriter html, LawRecord law)
    {
        if (law.Excluded.Count == 0)
        {
            html.Line($"<p>Nothing was left out.</p>");
            return;
        }

        html.Line($"<h4>Left out</h4>");
        HtmlTable.Open(html, Label("Runs left out", law), "run", "<reason");
        foreach (var excluded in law.Excluded.Take(MostRuns))
        {
            html.Line(
                $"<tr><th scope=\"row\" class=\"n\">{Link(law, excluded.Run)}</th><td class=\"t w\">{Outside.Shorten(excluded.Reason, 300)}</td></tr>"
            );
        }

        HtmlTable.Close(html);
        More(html, law.Excluded.Count);
    }

    private static void Observations(MarkupWriter html, LawRecord law)
    {
        html.Line($"<details><summary>The {law.Observations.Count} fitted observations</summary>");
        HtmlTable.Open(
            html,
            Label("Fitted observations", law),
            "run",
            "at",
            "observed",
            "fitted",
            "deviation"
        );
        foreach (var point in law.Observations.Take(MostRuns))
        {
            var at = double.IsNaN(point.Y)
                ? Formatting.Short(point.X)
                : $"{Formatting.Short(point.X)}, {Formatting.Short(point.Y)}";
            html.Line(
                $"<tr><th scope=\"row\" class=\"n\">{Link(law, point.Run)}</th><td>{at}</td><td>{Formatting.Number(point.Observed)}</td><td>{Formatting.Number(point.Fitted)}</td><td>{Formatting.Percent((point.Observed / point.Fitted) - 1)}</td></tr>"
            );
        }

        HtmlTable.Close(html);
        More(html, law.Observations.Count);
        html.Line($"</details>");
    }

    private static void Provenance(
        MarkupWriter html,
        LawRecord law,
        DateTimeOffset stored,
        TimeZoneInfo zone
    )
    {
        html.Line($"<details><summary>Where it comes from</summary><dl class=\"facts\">");
        Fact(html, "Stored", Formatting.Moment(stored, zone));
        Fact(html, "Points", Formatting.Count(law.Points));
        Fact(html, "Estimator", law.Estimator);
        Fact(html, "Minimum reached", Formatting.Number(law.Objective, 6));
        Fact(html, "The solver ended because", law.ExitReason);
        Fact(html, "Gradient there", Formatting.Number(law.GradientNorm, 2));
        Fact(html, "Errors rest on", law.UncertaintyBasis ?? "not said");
        Fact(html, "Data snapshot", law.Snapshot);
        Fact(html, "Code version", law.CodeVersion);
        html.Line($"</dl></details>");
    }

    /// <summary>Unique in the page, for those who go from table to table.</summary>
    private static string Label(string what, LawRecord law) =>
        $"{what}: {Outside.Shorten(law.Family, 60)}, {law.Fit} fit {Outside.Shorten(law.Condition, 80)}";

    private static void Fact(MarkupWriter html, string name, string text) =>
        html.Line($"<dt>{name}</dt><dd>{Outside.Shorten(text, 400)}</dd>");

    private static Markup Link(LawRecord law, string run) =>
        new MarkupWriter()
            .Write($"<a href=\"{PathNames.Run(law.Domain, run)}\">{HtmlTable.Name(run)}</a>")
            .ToMarkup();

    private static void More(MarkupWriter html, int count)
    {
        if (count > MostRuns)
        {
            html.Line(
                $"<p class=\"note\">The first {MostRuns} of {Formatting.Count(count)}; <code>/api/v1/laws</code> has all.</p>"
            );
        }
    }
}
