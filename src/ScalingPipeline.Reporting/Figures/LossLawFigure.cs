using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>L(N) and L(D): the fitted runs, the law with its interval, the next forecast, and the runs beside the trend.</summary>
public static class LossLawFigure
{
    private const double SameScale = 0.01;

    public static Figure OfParameters(FigureContext context) =>
        Draw(
            context,
            "L(N)",
            "Loss by model size, L(N)",
            AxisSpec.Parameters,
            (run, _) => run.Metadata.Parameters,
            (_, loss) => loss.Tokens
        );

    public static Figure OfTokens(FigureContext context) =>
        Draw(
            context,
            "L(D)",
            "Loss by training tokens, L(D)",
            AxisSpec.Tokens,
            (_, loss) => loss.Tokens,
            (run, _) => run.Metadata.Parameters
        );

    private static Figure Draw(
        FigureContext context,
        string law,
        string title,
        AxisSpec axis,
        Func<Run, MeasuredLoss, double> x,
        Func<Run, MeasuredLoss, double> held
    )
    {
        var id = $"{context.Prefix}-{(axis == AxisSpec.Parameters ? "n" : "d")}";
        var laws = context.Drawn(law);
        var series =
            laws.Count > 0
                ? laws.Select(l => LawSeries(context, l, x, held)).ToList()
                : Unfitted(context, x);
        var caption = Caption(context, law, laws);
        var chart = new XyChartData
        {
            Id = id,
            Title = $"{title}, {context.Domain.Domain}",
            Description = caption,
            X = axis,
            Y = AxisSpec.Loss,
            Series = series,
            EmptySentence =
                "No evaluated run yet. The chart appears with the first evaluation on the domain's evaluation set.",
        };
        return new Figure(id, title, caption, XyChart.Draw(chart), Numbers(series, axis));
    }

    private static ChartSeries LawSeries(
        FigureContext context,
        LawRecord law,
        Func<Run, MeasuredLoss, double> x,
        Func<Run, MeasuredLoss, double> held
    )
    {
        var points = law
            .Observations.Select(o => Point(context, o.Run, o.X, o.Observed, PointState.Normal))
            .ToList();
        points.AddRange(Beside(context, law, x, held));
        if (law.Next is { } next)
        {
            points.Add(
                new ChartPoint(
                    next.X,
                    next.Loss,
                    $"forecast {Formatting.Number(next.Loss)}",
                    PointState.Forecast,
                    next.Interval.Low,
                    next.Interval.High,
                    $"forecast {Formatting.Number(next.Loss)}"
                )
            );
        }

        return new ChartSeries
        {
            Name = law.Condition is null ? law.Family : $"{law.Family}, {LawWords.Condition(law)}",
            Style = context.StyleOf(law.Family),
            Points = points,
            Curve = LawCurve.Points(law),
            IsTentative = !LawWords.IsUsable(law),
            Band = LawCurve.Band(law),
        };
    }

    /// <summary>Runs of the same condition that the fit left out: excluded ones and ones with an open alert.</summary>
    private static IEnumerable<ChartPoint> Beside(
        FigureContext context,
        LawRecord law,
        Func<Run, MeasuredLoss, double> x,
        Func<Run, MeasuredLoss, double> held
    )
    {
        var fitted = law.Observations.Select(o => o.Run).ToHashSet(StringComparer.Ordinal);
        var conditions = fitted
            .Select(context.RunNamed)
            .OfType<Run>()
            .Select(r => (Run: r, Last: context.Measured(r).LastOrDefault()))
            .Select(p => held(p.Run, p.Last))
            .ToList();
        foreach (var excluded in law.Excluded.Where(e => !fitted.Contains(e.Run)))
        {
            var run = context.RunNamed(excluded.Run);
            if (run is null || context.Measured(run).LastOrDefault() is not { Step: > 0 } last)
            {
                continue;
            }

            var scale = held(run, last);
            if (
                law.Condition is null
                || conditions.Exists(c => Math.Abs(scale - c) <= SameScale * c)
            )
            {
                yield return Point(context, run.Name, x(run, last), last.Loss, PointState.Excluded);
            }
        }
    }

    private static List<ChartSeries> Unfitted(
        FigureContext context,
        Func<Run, MeasuredLoss, double> x
    ) =>
        [
            .. context
                .Domain.Snapshot.Runs.GroupBy(r => r.Metadata.Family, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new ChartSeries
                {
                    Name = g.Key,
                    Style = context.StyleOf(g.Key),
                    Points =
                    [
                        .. g.Select(r => (Run: r, Last: context.Measured(r).LastOrDefault()))
                            .Where(p => p.Last.Step > 0)
                            .Select(p =>
                                Point(
                                    context,
                                    p.Run.Name,
                                    x(p.Run, p.Last),
                                    p.Last.Loss,
                                    PointState.Normal
                                )
                            ),
                    ],
                })
                .Where(s => s.Points.Count > 0),
        ];

    private static ChartPoint Point(
        FigureContext context,
        string run,
        double x,
        double loss,
        PointState state
    ) =>
        context.Alerted.Contains(run)
            ? new ChartPoint(x, loss, run, PointState.Alerted, Label: run)
            : new ChartPoint(x, loss, run, state);

    private static string Caption(
        FigureContext context,
        string law,
        IReadOnlyList<LawRecord> laws
    ) =>
        laws.Count == 0
            ? $"No {law} law of {context.Domain.Domain} is fitted yet: the points are the latest losses."
            : string.Join(
                " ",
                laws.Take(3)
                    .Select(l =>
                        $"{l.Family}: {Formatting.Counted(l.Points, "fitted run")}"
                        + (
                            l.Next is { } next
                                ? $", band and open marker: {Formatting.Count(next.Interval.Level * 100)}{Formatting.ThinSpace}% interval of a measured loss."
                                : ", no forecast."
                        )
                    )
            );

    private static DataTable Numbers(IReadOnlyList<ChartSeries> series, AxisSpec axis) =>
        new(
            ["run", axis.Title, "loss (nats per token)", "law or interval"],
            [
                .. series.SelectMany(s =>
                {
                    return s.Points.Select<ChartPoint, IReadOnlyList<string>>(p =>
                        [
                            p.Name,
                            Formatting.Count(p.X),
                            Formatting.Number(p.Y),
                            p.Low < p.High ? Formatting.Range(p.Low, p.High)
                            : p.State == PointState.Excluded ? "left out"
                            : Formatting.Number(LawCurve.At(s.Curve, p.X)),
                        ]
                    );
                }),
            ]
        );
}
