using ScalingPipeline.Laws.Curves;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>
/// Finished learning curves with reducible loss and compute scaled to one at their ends: those of healthy runs of one ratio D/N or one length fall on one curve, and a run that leaves it
/// has something off (Qiu et al. 2025, arXiv 2507.02119, fig. 1).
/// </summary>
public static class CollapseFigure
{
    private const string Title = "Collapsed learning curves";
    private const int LeastCurves = 3;
    private const int Style = 0;

    /// <summary>Runs that differ by more have no curve in common.</summary>
    private const double MostSpread = 0.1;

    /// <summary>Standard deviations on either side of the common curve.</summary>
    private const double BandWidth = 2;

    private static AxisSpec X { get; } = new("share of the run's compute", Quantity.Plain, true);

    private static AxisSpec Y { get; } = new("(L − L∞) / (final L − L∞)", Quantity.Plain, true);

    public static Figure Create(FigureContext context)
    {
        var id = $"{context.Prefix}-k";
        var best = context
            .Families.Select(family => IrreducibleLoss.Of(context, family))
            .OfType<IrreducibleLoss>()
            .SelectMany(floor => Groups(context, floor))
            .OrderByDescending(g => g.Spread <= MostSpread)
            .ThenByDescending(g => g.Curves.Exists(c => context.Alerted.Contains(c.Run.Name)))
            .ThenByDescending(g => g.Curves.Count)
            .ThenBy(g => g.Spread)
            .FirstOrDefault();
        var group = best is { Spread: <= MostSpread } ? best : null;
        var caption =
            group is not null
                ? $"Loss above the floor and compute, both one at the end of each run, of the runs with {group.What}: a run that leaves the common curve has something off. These healthy runs differ by {Share(group.Spread)} (standard deviation) at most after their first tenth. {group.Floor.Describe()}."
            : best is not null
                ? $"Not drawn: even those healthy runs that are most alike, with {best.What}, differ by {Share(best.Spread)} after their first tenth. Curves fall on one only where all are trained as far as their size is worth."
            : "No family has enough finished healthy runs of one ratio D/N or one length above an identified irreducible loss.";
        var chart = new XyChartData
        {
            Id = id,
            Title = $"{Title}, {context.Domain.Domain}",
            Description = caption,
            X = X,
            Y = Y,
            Series = group is null ? [] : [Series(group)],
            Background = group is null
                ? []
                :
                [
                    .. group.Curves.Select(c => new BackgroundCurve(
                        c.Run.Name,
                        context.Alerted.Contains(c.Run.Name),
                        Normalized(c, group.Floor.Loss)
                    )),
                ],
            BackgroundCorners = context.Detail.CurveCorners,
            BandName = $"±{BandWidth} SD of healthy runs",
            EmptySentence = best is not null
                ? $"These curves do not fall on one: they differ by {Share(best.Spread)}, more than {Share(MostSpread)}."
                : $"Not enough finished runs yet: it takes {LeastCurves} healthy ones of one ratio D/N or one length, of a family whose irreducible loss is identified.",
        };
        return new Figure(
            id,
            Title,
            caption,
            XyChart.Draw(chart),
            group is null ? new DataTable([], []) : Numbers(context, group)
        );
    }

    private static string Share(double share) =>
        $"{Formatting.Number(100 * share, 2)}{Formatting.ThinSpace}%";

    /// <summary>The runs of one ratio D/N, and those of one length: only such are alike enough to share a curve.</summary>
    private static IEnumerable<CurveGroup> Groups(FigureContext context, IrreducibleLoss floor)
    {
        var curves = Finished(context, floor);
        var ratios = curves
            .Select(c => Math.Round(c.Ratio, 3))
            .Distinct()
            .Order()
            .Select(ratio =>
                (
                    What: $"about {Formatting.Number(ratio, 2)} tokens a parameter",
                    Members: curves
                        .Where(c => Math.Abs(Math.Log(c.Ratio / ratio)) <= Math.Log(2) / 2)
                        .ToList()
                )
            );
        var lengths = curves
            .GroupBy(c => c.Tokens)
            .OrderBy(g => g.Key)
            .Select(g => (What: $"D = {Formatting.Short(g.Key)}", Members: g.ToList()));
        foreach (var (what, members) in ratios.Concat(lengths))
        {
            if (Common(context, floor, members) is { } collapse)
            {
                var from = From(context, members);
                yield return new CurveGroup(
                    floor,
                    what,
                    members,
                    collapse,
                    from,
                    Worst(collapse, from)
                );
            }
        }
    }

    private static List<FinishedCurve> Finished(FigureContext context, IrreducibleLoss floor)
    {
        var curves = new List<FinishedCurve>();
        foreach (var run in context.Domain.Snapshot.Runs.Where(floor.Holds))
        {
            var end = run.FinalEvaluation(context.Domain.Snapshot.EvaluationSet)?.Step;
            var measured = context.Measured(run).TakeWhile(m => m.Step <= end).ToList();
            if (
                measured.Count > 1
                && measured[^1].Step == end
                && measured[0].Compute > 0
                && measured.TrueForAll(m => m.Loss > floor.Loss)
            )
            {
                curves.Add(new FinishedCurve(run, measured));
            }
        }

        return curves;
    }

    private static LearningCurveCollapse? Common(
        FigureContext context,
        IrreducibleLoss floor,
        List<FinishedCurve> curves
    )
    {
        var healthy = curves.Where(c => IsHealthy(context, c)).ToList();
        return healthy.Count < LeastCurves
            ? null
            : LearningCurveCollapse.Of(
                healthy.ToDictionary(
                    c => c.Run.Name,
                    IReadOnlyList<(double, double)> (c) =>
                        [.. c.Measured.Select(m => (m.Compute, m.Loss))],
                    StringComparer.Ordinal
                ),
                floor.Loss
            );
    }

    private static bool IsHealthy(FigureContext context, FinishedCurve curve) =>
        context.Fitted.Contains(curve.Run.Name) && !context.Alerted.Contains(curve.Run.Name);

    /// <summary>The first share that every healthy run was evaluated at: before it nothing is common.</summary>
    private static double From(FigureContext context, List<FinishedCurve> curves) =>
        curves
            .Where(c => IsHealthy(context, c))
            .Max(c => c.Measured[0].Compute / c.Measured[^1].Compute);

    private static IReadOnlyList<CurvePoint> Normalized(FinishedCurve curve, double floor)
    {
        var end = curve.Measured[^1];
        return
        [
            .. curve.Measured.Select(m => new CurvePoint(
                m.Compute / end.Compute,
                (m.Loss - floor) / (end.Loss - floor)
            )),
        ];
    }

    private static IEnumerable<(double Share, double Common, double Spread)> Shown(
        LearningCurveCollapse collapse,
        double from
    ) =>
        collapse
            .Shares.Zip(collapse.Common, collapse.Spread)
            .Where(p => p.First >= from)
            .Select(p => (p.First, p.Second, p.Third));

    private static double Worst(LearningCurveCollapse collapse, double from) =>
        Shown(collapse, Math.Max(from, 0.1)).Max(p => p.Spread);

    private static ChartSeries Series(CurveGroup group) =>
        new()
        {
            Name = $"median, {group.Floor.Law.Family}",
            Style = Style,
            Curve =
            [
                .. Shown(group.Collapse, group.From).Select(p => new CurvePoint(p.Share, p.Common)),
            ],
            Band =
            [
                .. Shown(group.Collapse, group.From)
                    .Select(p => new BandPoint(
                        p.Share,
                        p.Common * Math.Exp(-BandWidth * p.Spread),
                        p.Common * Math.Exp(BandWidth * p.Spread)
                    )),
            ],
        };

    private static DataTable Numbers(FigureContext context, CurveGroup group)
    {
        var deviating = group
            .Curves.Where(c => context.Alerted.Contains(c.Run.Name))
            .Take(3)
            .Select(c => (c.Run.Name, Curve: Normalized(c, group.Floor.Loss)))
            .ToList();
        return new DataTable(
            [
                "share of compute",
                "median",
                "standard deviation",
                .. deviating.Select(d => Outside.Shorten(d.Name, 40)),
            ],
            [
                .. Shown(group.Collapse, group.From)
                    .Reverse()
                    .Where((_, i) => i % 3 == 0)
                    .Reverse()
                    .Select<(double Share, double Common, double Spread), IReadOnlyList<string>>(
                        p =>
                            [
                                Formatting.Number(p.Share, 3),
                                Formatting.Number(p.Common),
                                Formatting.Number(p.Common * p.Spread, 2),
                                .. deviating.Select(d =>
                                    Formatting.Number(LawCurve.At(d.Curve, p.Share))
                                ),
                            ]
                    ),
            ]
        );
    }

    private sealed record FinishedCurve(Run Run, List<MeasuredLoss> Measured)
    {
        public double Tokens => Measured[^1].Tokens;

        public double Ratio => Tokens / Run.Metadata.Parameters;
    }

    /// <summary>Runs that are held against each other, with the curve that they have in common.</summary>
    private sealed record CurveGroup(
        IrreducibleLoss Floor,
        string What,
        List<FinishedCurve> Curves,
        LearningCurveCollapse Collapse,
        double From,
        double Spread
    );
}
