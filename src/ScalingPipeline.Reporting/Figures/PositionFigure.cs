using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>Loss against context position, one line for each model size, with L(t) through each dashed (Henighan et al. 2020, arXiv 2010.14701, appendix E).</summary>
public static class PositionFigure
{
    private const string Title = "Loss by context position, L(t)";
    private const int MostSizes = 5;
    private const int Corners = 40;

    public static Figure Create(FigureContext context)
    {
        var id = $"{context.Prefix}-t";
        var profiles = Chosen(context).Select(run => Profiled(context, run)).ToList();
        var caption = Caption(profiles);
        var chart = new XyChartData
        {
            Id = id,
            Title = $"{Title}, {context.Domain.Domain}",
            Description = caption,
            X = AxisSpec.Position,
            Y = AxisSpec.Loss,
            Series = [.. profiles.Select(Series)],
            EmptySentence =
                "No position profile yet. It appears when evaluation logs carry positions or per-token losses.",
        };
        return new Figure(id, Title, caption, XyChart.Draw(chart), Numbers(profiles));
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

    private static SizeProfile Profiled(FigureContext context, Run run)
    {
        var buckets = Profile(context, run)!.Buckets;
        var measured = Enumerable
            .Range(0, buckets.Count)
            .Select(i => (At: PositionBuckets.Centre(i), Mean: buckets[i].Mean.Value))
            .Where(b => b.Mean > 0 && double.IsFinite(b.Mean))
            .ToList();
        var fitted = PowerLawFit.Fit(
            Observations.OfOne(
                "t",
                [.. measured.Select(b => b.At)],
                [.. measured.Select(b => b.Mean)]
            ),
            FitOptions.LeastSquares
        );
        return new SizeProfile(run, Pooled(buckets), fitted);
    }

    /// <summary>Means over position ranges that grow by the square root of two: single positions scatter more than sizes differ.</summary>
    private static List<ChartPoint> Pooled(IReadOnlyList<LossStatistics> buckets)
    {
        var points = new List<ChartPoint>();
        for (var (first, range) = (0, 0); first < buckets.Count; range++)
        {
            var end = Math.Pow(2, (range + 1) / 2.0);
            var next = first + 1;
            while (next < buckets.Count && PositionBuckets.First(next) < end)
            {
                next++;
            }

            if (PositionBuckets.First(first) >= end)
            {
                continue;
            }

            var sum = Enumerable.Range(first, next - first).Sum(i => buckets[i].Sum);
            var tokens = Enumerable.Range(first, next - first).Sum(i => buckets[i].Tokens);
            var middle = Math.Sqrt(
                (double)PositionBuckets.First(first) * PositionBuckets.Last(next - 1)
            );
            if (tokens > 0 && sum / tokens > 0)
            {
                points.Add(new ChartPoint(middle, sum / tokens, Range(first, next - 1)));
            }

            first = next;
        }

        return points;
    }

    private static string Range(int first, int last)
    {
        var (from, to) = (PositionBuckets.First(first), PositionBuckets.Last(last));
        return from == to
            ? Formatting.Count(from)
            : $"{Formatting.Count(from)} to {Formatting.Count(to)}";
    }

    private static ChartSeries Series(SizeProfile profile, int style)
    {
        var size = Formatting.Short(profile.Run.Metadata.Parameters);
        var law = profile.IsLaw ? profile.Fitted.Law : null;
        return new ChartSeries
        {
            Name = $"N = {size}",
            Style = style,
            PointsAsLine = true,
            EndLabel = size,
            Points = profile.Points,
            Curve =
                law is { } fit && profile.Points.Count > 1
                    ?
                    [
                        .. Enumerable
                            .Range(0, Corners + 1)
                            .Select(i =>
                                profile.Points[0].X
                                * Math.Pow(
                                    profile.Points[^1].X / profile.Points[0].X,
                                    (double)i / Corners
                                )
                            )
                            .Select(t => new CurvePoint(t, fit.Loss(t))),
                    ]
                    : [],
        };
    }

    private static string Caption(IReadOnlyList<SizeProfile> profiles)
    {
        var laws = profiles
            .Where(p => p.IsLaw)
            .Select(p =>
                $"{Formatting.WithError(p.Fitted.Law!.Value.Alpha, p.Fitted.Fit["alpha"].StandardError)} at N = {Formatting.Short(p.Run.Metadata.Parameters)}"
            )
            .ToList();
        var fits =
            laws.Count > 0 ? $"; dashed: L∞ + (t₀/t)^α with α = {string.Join(", ", laws)}" : "";
        var open = profiles.Count - laws.Count;
        return $"Mean loss of the latest evaluation by position in the context, for up to five sizes of the largest family{fits}."
            + (
                open > 0 && profiles.Count > 0
                    ? $" {open} of {profiles.Count} follow no law that the positions pin down."
                    : ""
            );
    }

    private static DataTable Numbers(IReadOnlyList<SizeProfile> profiles)
    {
        var ranges = profiles
            .SelectMany(p => p.Points)
            .DistinctBy(p => p.Name, StringComparer.Ordinal)
            .OrderBy(p => p.X)
            .Select(p => p.Name)
            .ToList();
        return new DataTable(
            [
                "context position t",
                .. profiles.Select(p => $"loss, N = {Formatting.Short(p.Run.Metadata.Parameters)}"),
            ],
            [
                .. ranges.Select<string, IReadOnlyList<string>>(range =>
                    [
                        range,
                        .. profiles.Select(p =>
                            Formatting.Number(
                                p.Points.FirstOrDefault(q =>
                                    string.Equals(q.Name, range, StringComparison.Ordinal)
                                )?.Y
                                    ?? double.NaN
                            )
                        ),
                    ]
                ),
            ]
        );
    }

    /// <summary>One run's losses by position and the L(t) through its buckets.</summary>
    private sealed record SizeProfile(
        Run Run,
        IReadOnlyList<ChartPoint> Points,
        FittedLaw<PowerLaw> Fitted
    )
    {
        public bool IsLaw => Fitted.Law is not null && Fitted.Fit.Status.IsUsable;
    }
}
