using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>Every scored forecast: what smaller runs predicted, with its interval, against what came.</summary>
public static class PredictedActualFigure
{
    private const string Title = "Predicted against actual";

    public static Figure Create(FigureContext context)
    {
        var id = $"{context.Prefix}-p";
        var scored = context
            .Domain.Analysis.Runs.Where(r => r.Forecast is { Actual: not null })
            .ToList();
        var inside = scored.Count(r => r.Forecast!.Inside == true);
        var caption =
            scored.Count == 0
                ? "No forecast has been scored yet."
                : $"Forecasts made from smaller runs only; {inside} of {scored.Count} measured losses lie inside their interval.";
        var chart = new XyChartData
        {
            Id = id,
            Title = $"{Title}, {context.Domain.Domain}",
            Description = caption,
            X = new AxisSpec("actual loss (nats per token)", Quantity.Loss, true),
            Y = new AxisSpec("predicted loss (nats per token)", Quantity.Loss, true),
            Diagonal = scored.Count > 0,
            Series =
            [
                .. scored
                    .GroupBy(r => r.Family, StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new ChartSeries
                    {
                        Name = g.Key,
                        Style = context.StyleOf(g.Key),
                        Points = [.. g.Select(r => Point(context, r))],
                    }),
            ],
            EmptySentence =
                "No forecast has been scored yet. A forecast is scored when the run it was made for ends.",
        };
        return new Figure(id, Title, caption, XyChart.Draw(chart), Numbers(scored));
    }

    private static ChartPoint Point(FigureContext context, RunAssessment run)
    {
        var forecast = run.Forecast!;
        var alerted = context.Alerted.Contains(run.Run);
        return new ChartPoint(
            forecast.Actual!.Value,
            forecast.Forecast.Loss,
            run.Run,
            alerted ? PointState.Alerted : PointState.Normal,
            forecast.Forecast.Interval.Low,
            forecast.Forecast.Interval.High,
            alerted ? run.Run : null
        );
    }

    private static DataTable Numbers(List<RunAssessment> scored) =>
        new(
            ["run", "law", "predicted", "interval", "actual", "error"],
            [
                .. scored.Select<RunAssessment, IReadOnlyList<string>>(r =>
                    [
                        r.Run,
                        r.Forecast!.Law,
                        Formatting.Number(r.Forecast.Forecast.Loss),
                        Formatting.Range(
                            r.Forecast.Forecast.Interval.Low,
                            r.Forecast.Forecast.Interval.High
                        ),
                        Formatting.Number(r.Forecast.Actual!.Value),
                        Formatting.Percent(Math.Exp(r.Forecast.LogError!.Value) - 1),
                    ]
                ),
            ]
        );
}
