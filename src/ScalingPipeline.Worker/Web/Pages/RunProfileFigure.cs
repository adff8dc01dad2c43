using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The losses of the latest evaluation of one run by context position.</summary>
internal static class RunProfileFigure
{
    public static Figure Create(Run run, DomainSnapshot snapshot)
    {
        const string title = "Loss by context position, L(t)";
        var latest = run.EvaluationsOn(snapshot.EvaluationSet).LastOrDefault();
        var bins = latest?.Profile is { Length: > 1 } profile
            ? PositionBin.Of(profile.Buckets)
            : [];
        var caption = latest is null
            ? "It is not evaluated yet."
            : $"Mean loss of the evaluation at step {Formatting.Count(latest.Step)} by range of positions in the context, with its standard error.";
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
                        bins.Count == 0
                            ? []
                            :
                            [
                                new ChartSeries
                                {
                                    Name = "measured",
                                    Style = 3,
                                    Points =
                                    [
                                        .. bins.Select(b => new ChartPoint(
                                            b.At,
                                            b.Loss,
                                            $"t = {PositionFigure.Range(b)}",
                                            Low: b.Loss - b.StandardError,
                                            High: b.Loss + b.StandardError
                                        )),
                                    ],
                                },
                            ],
                    EmptySentence =
                        "No position profile yet. It appears when evaluation logs carry positions or per-token losses.",
                }
            ),
            new DataTable(
                ["context position", "loss ± SE (nats per token)"],
                [
                    .. bins.Select<PositionBin, IReadOnlyList<string>>(b =>
                        [PositionFigure.Range(b), Formatting.WithError(b.Loss, b.StandardError)]
                    ),
                ]
            )
        );
    }
}
