using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The losses of the latest evaluation of one run by context position.</summary>
internal static class RunProfileFigure
{
    public static Figure Create(Run run, DomainSnapshot snapshot)
    {
        const string title = "Loss by context position, L(t)";
        var latest = run.EvaluationsOn(snapshot.EvaluationSet).LastOrDefault();
        List<ChartPoint> points = latest?.Profile is { Length: > 1 } profile
            ?
            [
                .. profile
                    .Buckets.Select((b, i) => (Mean: b.Mean.Value, At: PositionBuckets.Centre(i)))
                    .Where(b => double.IsFinite(b.Mean))
                    .Select(b => new ChartPoint(b.At, b.Mean, run.Name)),
            ]
            : [];
        var caption = latest is null
            ? "It is not evaluated yet."
            : $"Mean loss of the evaluation at step {Formatting.Count(latest.Step)} by position in the context.";
        return new Figure(
            "run-profile",
            title,
            caption,
            XyChart.Draw(
                new XyChartData
                {
                    Id = "run-profile",
                    Title = $"{title}, {run.Name}",
                    Description = caption,
                    X = AxisSpec.Position,
                    Y = AxisSpec.Loss,
                    Series =
                        points.Count == 0
                            ? []
                            :
                            [
                                new ChartSeries
                                {
                                    Name = "measured",
                                    Style = 3,
                                    PointsAsLine = true,
                                    Points = points,
                                },
                            ],
                    EmptySentence =
                        "No position profile yet. It appears when evaluation logs carry positions or per-token losses.",
                }
            ),
            new DataTable(
                ["context position", "loss (nats per token)"],
                [
                    .. points
                        .Where((_, i) => i < 8 || i % 8 == 7)
                        .Select<ChartPoint, IReadOnlyList<string>>(p =>
                            [Formatting.Number(p.X), Formatting.Number(p.Y)]
                        ),
                ]
            )
        );
    }
}
