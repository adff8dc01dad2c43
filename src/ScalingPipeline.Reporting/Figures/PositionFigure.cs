using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>Loss against context position, one line for each model size, with the fitted L(t) dashed.</summary>
public static class PositionFigure
{
    private const string Title = "Loss by context position, L(t)";
    private const int MostSizes = 5;

    public static Figure Create(FigureContext context)
    {
        var id = $"{context.Prefix}-t";
        var series = Chosen(context).Select((run, i) => Series(context, run, i)).ToList();
        var fitted = series.Any(s => s.Curve.Count > 0);
        var caption =
            "Mean loss of the latest evaluation by position in the context, for up to five sizes of the largest family"
            + (fitted ? "; dashed: the fitted L(t)." : ". No L(t) is fitted yet.");
        var chart = new XyChartData
        {
            Id = id,
            Title = $"{Title}, {context.Domain.Domain}",
            Description = caption,
            X = AxisSpec.Position,
            Y = AxisSpec.Loss,
            Series = series,
            EmptySentence =
                "No position profile yet. It appears when evaluation logs carry positions or per-token losses.",
        };
        return new Figure(id, Title, caption, XyChart.Draw(chart), Numbers(series));
    }

    /// <summary>For each of up to five sizes, evenly among those of the family with most runs, the run with most tokens and no open alert.</summary>
    private static List<Run> Chosen(FigureContext context)
    {
        var family = context
            .Domain.Snapshot.Runs.Where(r => Profile(context, r) is not null)
            .GroupBy(r => r.Metadata.Family, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        var sizes = (family ?? Enumerable.Empty<Run>())
            .GroupBy(r => r.Metadata.Parameters)
            .OrderBy(g => g.Key)
            .Select(g =>
                g.OrderBy(r => context.Alerted.Contains(r.Name))
                    .ThenByDescending(r => context.Measured(r).LastOrDefault().Tokens)
                    .ThenBy(r => r.Name, StringComparer.Ordinal)
                    .First()
            )
            .ToList();
        return sizes.Count <= MostSizes
            ? sizes
            :
            [
                .. Enumerable
                    .Range(0, MostSizes)
                    .Select(i => sizes[i * (sizes.Count - 1) / (MostSizes - 1)]),
            ];
    }

    private static PositionProfile? Profile(FigureContext context, Run run)
    {
        var profile = run.EvaluationsOn(context.Domain.Snapshot.EvaluationSet)
            .LastOrDefault()
            ?.Profile;
        return profile is { Length: > 1 } ? profile : null;
    }

    private static ChartSeries Series(FigureContext context, Run run, int style)
    {
        var buckets = Profile(context, run)!.Buckets;
        var size = Formatting.Short(run.Metadata.Parameters);
        return new ChartSeries
        {
            Name = $"N = {size}",
            Style = style,
            PointsAsLine = true,
            EndLabel = size,
            Points =
            [
                .. buckets
                    .Select((bucket, i) => (Mean: bucket.Mean.Value, At: PositionBuckets.Centre(i)))
                    .Where(b => double.IsFinite(b.Mean))
                    .Select(b => new ChartPoint(b.At, b.Mean, run.Name)),
            ],
            Curve = Fit(context, run.Name),
        };
    }

    private static IReadOnlyList<CurvePoint> Fit(FigureContext context, string run)
    {
        var law = context
            .Drawn("L(t)")
            .FirstOrDefault(l =>
                l.Observations.Any(o => string.Equals(o.Run, run, StringComparison.Ordinal))
                && l.Status is not LawStatus.TooFewRuns
            );
        return law is null
            ? []
            :
            [
                .. law
                    .Observations.Where(o => string.Equals(o.Run, run, StringComparison.Ordinal))
                    .OrderBy(o => o.X)
                    .Select(o => new CurvePoint(o.X, o.Fitted)),
            ];
    }

    private static DataTable Numbers(List<ChartSeries> series)
    {
        var positions = series
            .SelectMany(s => s.Points.Select(p => p.X))
            .Distinct()
            .Order()
            .Where((_, i) => i < 8 || i % 8 == 7)
            .ToList();
        var bySeries = series.Select(s => s.Points.ToDictionary(p => p.X, p => p.Y)).ToList();
        return new DataTable(
            ["context position", .. series.Select(s => $"loss, {s.Name}")],
            [
                .. positions.Select<double, IReadOnlyList<string>>(t =>
                    [
                        Formatting.Number(t),
                        .. bySeries.Select(s =>
                            Formatting.Number(s.GetValueOrDefault(t, double.NaN))
                        ),
                    ]
                ),
            ]
        );
    }
}
