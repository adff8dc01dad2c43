using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>N_opt(C) of every domain on one pair of axes.</summary>
public static class OptimalSizeFigure
{
    private const string Title = "Optimal model size, N_opt(C)";

    /// <param name="id">Unique in the page.</param>
    /// <param name="analyses">The domains, in their order.</param>
    public static Figure Create(string id, IReadOnlyList<FigureContext> analyses)
    {
        var laws = analyses
            .SelectMany(
                (context, i) => context.Drawn("N_opt(C)").Select(law => (Law: law, Style: i))
            )
            .Where(l => l.Law.Status.IsUsable())
            .ToList();
        var caption =
            laws.Count == 0
                ? "N_opt(C) is not identified in any domain."
                : "The model size that reaches the least loss with a compute budget, by domain.";
        var chart = new XyChartData
        {
            Id = id,
            Title = Title,
            Description = caption,
            X = AxisSpec.Compute,
            Y = new AxisSpec("optimal parameters N (non-embedding)", Quantity.Count, true),
            Series =
            [
                .. laws.Select(l => new ChartSeries
                {
                    Name = $"{l.Law.Domain}, {l.Law.Family}",
                    Style = l.Style,
                    EndLabel = l.Law.Domain,
                    Points =
                    [
                        .. l.Law.Observations.Select(o => new ChartPoint(o.X, o.Observed, o.Run)),
                    ],
                    Curve = LawCurve.Points(l.Law),
                }),
            ],
            EmptySentence =
                "N_opt(C) is not identified yet. It takes at least four sizes trained to several lengths each, the best of them between the others at three budgets.",
        };
        var numbers = new DataTable(
            ["domain", "compute C (FLOP)", "N_opt", "law"],
            [
                .. laws.SelectMany(l =>
                    l.Law.Observations.Select<LawPoint, IReadOnlyList<string>>(o =>
                        [
                            l.Law.Domain,
                            Formatting.Scientific(o.X),
                            Formatting.Number(o.Observed),
                            Formatting.Number(o.Fitted),
                        ]
                    )
                ),
            ]
        );
        return new Figure(id, Title, caption, XyChart.Draw(chart), numbers);
    }
}
