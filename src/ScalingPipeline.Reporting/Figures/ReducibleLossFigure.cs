using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>L - L_inf over compute: where a power law is a straight line (Henighan et al. 2020, fig. 2).</summary>
public static class ReducibleLossFigure
{
    private const string Title = "Reducible loss by training compute, L(C) − L∞";

    private static AxisSpec Axis { get; } =
        new("reducible loss (nats per token)", Quantity.Loss, true);

    public static Figure Create(FigureContext context)
    {
        var id = $"{context.Prefix}-cr";
        var floors = context
            .Families.Select(family => IrreducibleLoss.Of(context, family))
            .OfType<IrreducibleLoss>()
            .ToList();
        var series = floors.ConvertAll(floor => Ends(context, floor));
        var curves = floors.SelectMany(floor => Curves(context, floor)).ToList();
        var caption =
            floors.Count == 0
                ? "The irreducible loss is not identified in any family, so what is reducible is not known."
                : "The loss above the irreducible one: a power law is straight here. "
                    + string.Join("; ", floors.Select(f => f.Describe()))
                    + ".";
        var chart = new XyChartData
        {
            Id = id,
            Title = $"{Title}, {context.Domain.Domain}",
            Description = caption,
            X = AxisSpec.Compute,
            Y = Axis,
            Series = series,
            Background = curves,
            BackgroundCorners = context.Detail.CurveCorners,
            EmptySentence =
                "L∞ is not identified yet. It takes runs of more sizes and lengths, until the loss bends towards its floor.",
        };
        return new Figure(id, Title, caption, XyChart.Draw(chart), Numbers(series));
    }

    private static ChartSeries Ends(FigureContext context, IrreducibleLoss floor) =>
        new()
        {
            Name = $"fitted runs, {floor.Law.Family}",
            Style = context.StyleOf(floor.Law.Family),
            Points =
            [
                .. floor.Law.Observations.Select(o => new ChartPoint(
                    floor.Compute(o),
                    o.Observed - floor.Loss,
                    o.Run
                )),
            ],
            Curve = floor.Reducible(),
        };

    private static IEnumerable<BackgroundCurve> Curves(
        FigureContext context,
        IrreducibleLoss floor
    ) =>
        context
            .Domain.Snapshot.Runs.Where(floor.Holds)
            .Select(r => new BackgroundCurve(
                r.Name,
                context.Alerted.Contains(r.Name),
                [
                    .. context
                        .Measured(r)
                        .Where(m => m.Loss > floor.Loss)
                        .Select(m => new CurvePoint(m.Compute, m.Loss - floor.Loss)),
                ]
            ))
            .Where(c => c.Points.Count > 0);

    private static DataTable Numbers(List<ChartSeries> series) =>
        new(
            ["run", "compute C (FLOP)", "PF-days", "reducible loss (nats per token)"],
            [
                .. series.SelectMany(s =>
                    s.Points.Select<ChartPoint, IReadOnlyList<string>>(p =>
                        [
                            p.Name,
                            Formatting.Scientific(p.X),
                            Formatting.PetaflopDays(p.X),
                            Formatting.Number(p.Y),
                        ]
                    )
                ),
            ]
        );
}
