using ScalingPipeline.Laws.Planning;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>What it would take to reach a loss, and the data that it would need.</summary>
internal static class PlanSection
{
    /// <summary>Two decades beyond the longest run nothing is said of data any more.</summary>
    private const double MostBeyond = 100;

    public static void Write(MarkupWriter html, DomainReport domain)
    {
        html.Line($"<h3>What would it take</h3>");
        if (TargetPlans.Of(domain) is not { } plans)
        {
            html.Line($"<p>No healthy run is complete yet, so there is nothing to plan from.</p>");
            return;
        }

        html.Line(
            $"<p class=\"note\">The cheapest run of <bdi>{Outside.Shorten(plans.Family, 40)}</bdi> that reaches each loss; the best one so far ended at {Formatting.Number(plans.Best)}. The range is where the ends of the {Formatting.Number(Level(plans), 2)}{Formatting.ThinSpace}% interval reach it.</p>"
        );
        WriteCompute(html, plans);
        WriteData(html, plans);
    }

    private static double Level(TargetPlans plans) =>
        100 * (plans.Plans is [{ Forecast.Forecast.Interval.Level: var level }, ..] ? level : 0.9);

    private static void WriteCompute(MarkupWriter html, TargetPlans plans)
    {
        HtmlTable.Open(
            html,
            "What would it take",
            "target loss",
            "compute C (FLOP)",
            "PF-days",
            "range (PF-days)",
            "N",
            "D",
            "decades beyond the data",
            "<by"
        );
        foreach (var plan in plans.Plans)
        {
            html.Write($"<tr><th scope=\"row\">{Formatting.Number(plan.Loss)}</th>");
            _ = plan.Forecast is { } forecast
                ? html.Line(
                    $"<td>{Formatting.Scientific(forecast.Compute.Expected, 3)}</td><td>{Formatting.PetaflopDays(forecast.Compute.Expected)}</td><td>{Range(forecast.Compute)}</td><td>{Formatting.Short(forecast.Parameters ?? double.NaN)}</td><td>{Formatting.Short(forecast.Tokens ?? double.NaN)}</td><td>{Formatting.Number(forecast.Forecast.Decades, 2)}</td><td class=\"t w\">{forecast.Law}; range {BasisWords.Of(forecast.Forecast.Basis)}</td></tr>"
                )
                : html.Line(
                    $"<td>–</td><td>–</td><td>–</td><td>–</td><td>–</td><td>–</td><td class=\"t w\">{Outside.Prose(plan.Refusal, 300)}</td></tr>"
                );
        }

        HtmlTable.Close(html);
    }

    private static string Range(TargetCompute compute)
    {
        var low = compute.Least is { } least ? Formatting.PetaflopDays(least) : "less";
        var high = compute.Surely is { } surely
            ? Formatting.PetaflopDays(surely)
            : "not sure at any";
        return $"{low} to {high}";
    }

    private static void WriteData(MarkupWriter html, TargetPlans plans)
    {
        var planned = plans.Plans.Where(p => p.Data is not null).ToList();
        if (planned.Count == 0)
        {
            html.Line(
                $"<p class=\"note\">Which N and D these would be, and so what data they need, is not known: L(N,D) is not identified.</p>"
            );
            return;
        }

        html.Line($"<h4>Data headroom</h4>");
        html.Line(
            $"<p class=\"note\">How many unique tokens the domain has is declared nowhere; what is known is that a run has seen {Formatting.Short(planned[0].Data!.Largest)}. Unique tokens repeated four times add the loss beside them by the constants of Muennighoff et al. 2023 on the family's own law; of another kind of data they may be worth less.</p>"
        );
        HtmlTable.Open(
            html,
            "Data headroom",
            "target loss",
            "D wanted",
            "times the most seen",
            "unique tokens at four epochs",
            "loss that adds",
            "D that loses 2 % to limited data"
        );
        foreach (var plan in planned)
        {
            var data = plan.Data!;
            html.Line(
                $"<tr><th scope=\"row\">{Formatting.Number(plan.Loss)}</th><td>{Within(data.Tokens, data.Largest)}</td><td>{Formatting.Number(data.Tokens / data.Largest, 2)}</td><td>{Within(data.Repeated, data.Largest)}</td><td>{Formatting.Number(data.Penalty, 2)}</td><td>{Within(data.Unlimited, data.Largest)}</td></tr>"
            );
        }

        HtmlTable.Close(html);
    }

    /// <summary>Tokens that a law of runs this long can speak of.</summary>
    private static string Within(double tokens, double largest) =>
        tokens <= MostBeyond * largest ? Formatting.Short(tokens) : "beyond what the data say";
}
