using System.Collections.Frozen;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The losses of one run, as far as it has come, against what its siblings and the law say of it to the end.</summary>
internal static class RunCurveFigure
{
    /// <param name="run">The run.</param>
    /// <param name="snapshot">Its domain.</param>
    /// <param name="expected">What its siblings say, by step.</param>
    /// <param name="forecast">The law's forecast of its final loss; null without one.</param>
    public static Figure Create(
        Run run,
        DomainSnapshot snapshot,
        IReadOnlyList<ExpectedLoss> expected,
        RunForecast? forecast
    )
    {
        const string title = "Loss by training tokens";
        var measured = Context(snapshot).Measured(run).ToList();
        var band = expected
            .Select(e => (Tokens: (double?)run.TokensAt(e.Step) ?? double.NaN, e.Loss, e.Interval))
            .Where(e => double.IsFinite(e.Tokens))
            .ToList();
        var series = new List<ChartSeries>
        {
            new()
            {
                Name = "siblings say",
                Style = 0,
                Curve = [.. band.Select(e => new CurvePoint(e.Tokens, e.Loss))],
                Band =
                [
                    .. band.Select(e => new BandPoint(e.Tokens, e.Interval.Low, e.Interval.High)),
                ],
            },
            new()
            {
                Name = $"measured on {Outside.Shorten(snapshot.EvaluationSet, 30)}",
                Style = 3,
                Points =
                [
                    .. measured.Select(m => new ChartPoint(
                        m.Tokens,
                        m.Loss,
                        $"step {Formatting.Count(m.Step)}: {Formatting.Number(m.Loss)}"
                    )),
                    .. Forecast(run, forecast),
                ],
            },
        };
        var caption = Caption(expected, forecast, measured.Count);
        return new Figure(
            "run-curve",
            title,
            caption,
            XyChart.Draw(
                new XyChartData
                {
                    Id = "run-curve",
                    Title = $"{title}, {run.Name}",
                    Description = caption,
                    X = AxisSpec.Tokens,
                    Y = AxisSpec.Loss,
                    Series = [.. series.Where(s => s.Points.Count + s.Curve.Count > 0)],
                    Background = Training(run),
                    EmptySentence =
                        "No loss of this run counts yet. The chart appears with its first evaluation or training part.",
                }
            ),
            new DataTable(
                ["step", "tokens D", "loss (nats per token)", "siblings say", "interval"],
                [.. measured.Select(m => Row(m, expected))]
            )
        );
    }

    private static string Caption(
        IReadOnlyList<ExpectedLoss> expected,
        RunForecast? forecast,
        int measured
    )
    {
        var siblings = expected is [.., var last]
            ? $"Band: where the loss of a healthy run lies in {Formatting.Count(last.Interval.Level * 100)}{Formatting.ThinSpace}% by {last.Siblings} siblings of the same family and length; its width was measured on final losses. "
            : "There are not two siblings of the same family and length to compare with, so there is no band. ";
        var law = forecast is null
            ? ""
            : $"Open marker: the forecast of its final loss from {forecast.Law} of {forecast.Runs} smaller runs. ";
        return $"{siblings}{law}{(measured == 0 ? "It is not evaluated yet. " : "")}Grey: the loss of its training batches.";
    }

    private static IEnumerable<ChartPoint> Forecast(Run run, RunForecast? forecast)
    {
        if (forecast is { Forecast: { } made } && run.Metadata.PlannedTokens is { } tokens)
        {
            yield return new ChartPoint(
                tokens,
                made.Loss,
                $"forecast {Formatting.Number(made.Loss)}",
                PointState.Forecast,
                made.Interval.Low,
                made.Interval.High,
                $"forecast {Formatting.Number(made.Loss)}"
            );
        }
    }

    private static IReadOnlyList<BackgroundCurve> Training(Run run)
    {
        var points = run
            .Training.Step.Select(
                (step, i) => (Tokens: run.TokensAt(step), Loss: run.Training.Loss[i])
            )
            .Where(p => p.Tokens > 0 && double.IsFinite(p.Loss))
            .Select(p => new CurvePoint(p.Tokens!.Value, p.Loss))
            .ToList();
        return points.Count < 2
            ? []
            : [new BackgroundCurve("training batches", Alerted: false, points)];
    }

    private static IReadOnlyList<string> Row(
        MeasuredLoss measured,
        IReadOnlyList<ExpectedLoss> expected
    )
    {
        var at = expected.FirstOrDefault(e => e.Step == measured.Step);
        return
        [
            Formatting.Count(measured.Step),
            Formatting.Count(measured.Tokens),
            Formatting.WithError(measured.Loss, measured.StandardError),
            at is null ? "–" : Formatting.Number(at.Loss),
            at is null ? "–" : Formatting.Range(at.Interval.Low, at.Interval.High),
        ];
    }

    /// <summary>What figures are drawn from; nothing of the analysis is needed.</summary>
    private static FigureContext Context(DomainSnapshot snapshot) =>
        new(
            "run",
            new DomainReport(
                snapshot,
                new DomainAnalysis
                {
                    Domain = snapshot.Domain,
                    Snapshot = snapshot.Hash,
                    Laws = [],
                    Runs = [],
                    Conditions = [],
                    Remarks = [],
                },
                Previous: null
            ),
            FrozenSet<string>.Empty
        );
}
