using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>Loss against context position, one line for each model size, with L(t) through each (Henighan et al. 2020, arXiv 2010.14701, appendix E).</summary>
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

    private static SizeProfile Profiled(FigureContext context, Run run) =>
        new(run, PositionFit.Of(Profile(context, run)!.Buckets));

    private static ChartSeries Series(SizeProfile profile, int style)
    {
        var size = Formatting.Short(profile.Run.Metadata.Parameters);
        var bins = profile.Fit.Bins;
        return new ChartSeries
        {
            Name = $"N = {size}",
            Style = style,
            EndLabel = size,
            IsTentative = !profile.Fit.IsUsable,
            Points = [.. bins.Select(Point)],
            Curve =
                profile.Fit.Fitted.Law is { } law && bins.Count > 1
                    ?
                    [
                        .. Enumerable
                            .Range(0, Corners + 1)
                            .Select(i =>
                                bins[0].At * Math.Pow(bins[^1].At / bins[0].At, (double)i / Corners)
                            )
                            .Select(t => new CurvePoint(t, law.Loss(t))),
                    ]
                    : [],
        };
    }

    private static ChartPoint Point(PositionBin bin) =>
        new(
            bin.At,
            bin.Loss,
            $"t = {Range(bin)}",
            Low: bin.Loss - bin.StandardError,
            High: bin.Loss + bin.StandardError
        );

    /// <summary>The positions of a range, in words.</summary>
    public static string Range(PositionBin bin) =>
        bin.First == bin.Last
            ? Formatting.Count(bin.First)
            : $"{Formatting.Count(bin.First)} to {Formatting.Count(bin.Last)}";

    private static string Caption(IReadOnlyList<SizeProfile> profiles)
    {
        if (profiles.Count == 0)
        {
            return "No evaluation tells losses by position yet.";
        }

        var laws = profiles
            .Where(p => p.Fit.IsUsable)
            .Select(p =>
                $"{Formatting.WithError(p.Fit.Fitted.Law!.Value.Alpha, p.Fit.Fitted.Fit["alpha"].StandardError)} at N = {Formatting.Short(p.Run.Metadata.Parameters)}"
            )
            .ToList();
        var fits =
            laws.Count > 0
                ? $" The curves are L∞ + (t₀/t)^α, weighted by these errors, with α = {string.Join(", ", laws)}."
                : "";
        var open = profiles.Count - laws.Count;
        return $"Mean loss of the latest evaluation by range of positions in the context, with its standard error, for up to five sizes of the largest family.{fits}"
            + (
                open > 0
                    ? $" {open} of {profiles.Count} follow no law that the positions pin down: {Gist(profiles.First(p => !p.Fit.IsUsable))}"
                    : ""
            );
    }

    private static string Gist(SizeProfile open) =>
        $"N = {Formatting.Short(open.Run.Metadata.Parameters)}: {open.Fit.Fitted.Fit.Status.Reason}";

    private static DataTable Numbers(IReadOnlyList<SizeProfile> profiles)
    {
        var ranges = profiles
            .SelectMany(p => p.Fit.Bins)
            .OrderBy(b => b.At)
            .Select(Range)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new DataTable(
            [
                "context position t",
                .. profiles.Select(p =>
                    $"loss ± SE, N = {Formatting.Short(p.Run.Metadata.Parameters)}"
                ),
            ],
            [
                .. ranges.Select<string, IReadOnlyList<string>>(range =>
                    [range, .. profiles.Select(p => Cell(p, range))]
                ),
            ]
        );
    }

    private static string Cell(SizeProfile profile, string range) =>
        profile.Fit.Bins.FirstOrDefault(b =>
            string.Equals(Range(b), range, StringComparison.Ordinal)
        )
            is { } bin
            ? Formatting.WithError(bin.Loss, bin.StandardError)
            : "–";

    /// <summary>One run's losses by position with the L(t) through them.</summary>
    private sealed record SizeProfile(Run Run, PositionFit Fit);
}
