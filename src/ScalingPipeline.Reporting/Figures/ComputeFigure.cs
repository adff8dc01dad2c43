using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>L(C): every learning curve in grey over compute, the frontier and its law in colour (Kaplan et al. 2020, fig. 1; Henighan et al. 2020, fig. 2).</summary>
public static class ComputeFigure
{
    private const string Title = "Loss by training compute, L(C)";

    public static Figure Create(FigureContext context)
    {
        var id = $"{context.Prefix}-c";
        var curves = context
            .Domain.Snapshot.Runs.Select(r => new BackgroundCurve(
                r.Name,
                context.Alerted.Contains(r.Name),
                [.. context.Measured(r).Select(m => new CurvePoint(m.Compute, m.Loss))]
            ))
            .Where(c => c.Points.Count > 0)
            .ToList();
        var series = Frontier(context, curves);
        var caption =
            context.Drawn("L(C)").Count > 0
                ? "Every learning curve in grey, a dot at its end; the coloured points are the compute frontier that the law is fitted to."
                : "Every learning curve in grey, a dot at its end; the coloured points are the least loss reached with the compute. No L(C) law is fitted yet.";
        var chart = new XyChartData
        {
            Id = id,
            Title = $"{Title}, {context.Domain.Domain}",
            Description = caption,
            X = AxisSpec.Compute,
            Y = AxisSpec.Loss,
            Series = series,
            Background = curves,
            BackgroundCorners = context.Detail.CurveCorners,
            EmptySentence =
                "No learning curve yet. It appears once a run has evaluations and declares its tokens per step.",
        };
        return new Figure(id, Title, caption, XyChart.Draw(chart), Numbers(curves, series));
    }

    private static List<ChartSeries> Frontier(FigureContext context, List<BackgroundCurve> curves)
    {
        var laws = context.Drawn("L(C)");
        if (laws.Count > 0)
        {
            return
            [
                .. laws.Select(l => new ChartSeries
                {
                    Name = $"frontier, {l.Family}",
                    Style = context.StyleOf(l.Family),
                    Points =
                    [
                        .. l.Observations.Select(o => new ChartPoint(o.X, o.Observed, o.Run)),
                    ],
                    Curve = LawCurve.Points(l),
                    IsTentative = !LawWords.IsUsable(l),
                    Band = LawCurve.Band(l),
                }),
            ];
        }

        var reached = new List<ChartPoint>();
        var least = double.PositiveInfinity;
        foreach (
            var (name, corner) in curves
                .Where(c => !c.Alerted)
                .SelectMany(c => c.Points.Select(p => (c.Name, p)))
                .OrderBy(p => p.p.X)
        )
        {
            if (corner.Y < least)
            {
                least = corner.Y;
                reached.Add(new ChartPoint(corner.X, corner.Y, name));
            }
        }

        return reached.Count == 0
            ? []
            :
            [
                new ChartSeries
                {
                    Name = "least loss reached",
                    Style = 0,
                    Points = reached,
                },
            ];
    }

    private static DataTable Numbers(List<BackgroundCurve> curves, List<ChartSeries> series) =>
        new(
            ["run", "shown", "compute C (FLOP)", "PF-days", "loss (nats per token)"],
            [
                .. curves.Select(c => Row(c.Name, "latest", c.Points[^1].X, c.Points[^1].Y)),
                .. series.SelectMany(s => s.Points.Select(p => Row(p.Name, "frontier", p.X, p.Y))),
            ]
        );

    private static IReadOnlyList<string> Row(
        string run,
        string shown,
        double compute,
        double loss
    ) =>
        [
            run,
            shown,
            Formatting.Scientific(compute),
            Formatting.PetaflopDays(compute),
            Formatting.Number(loss),
        ];
}
