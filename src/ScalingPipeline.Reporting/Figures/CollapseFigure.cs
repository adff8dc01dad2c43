using ScalingPipeline.Laws.Curves;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>
/// Finished learning curves with reducible loss and compute scaled to one at their ends: those of healthy runs fall on one curve, and a run that leaves it
/// has something off (Qiu et al. 2025, arXiv 2507.02119, fig. 1).
/// </summary>
public static class CollapseFigure
{
    private const string Title = "Collapsed learning curves";
    private const int LeastCurves = 3;
    private const int Style = 0;

    /// <summary>Standard deviations on either side of the common curve.</summary>
    private const double BandWidth = 2;

    private static AxisSpec X { get; } = new("share of the run's compute", Quantity.Plain, true);

    private static AxisSpec Y { get; } = new("(L − L∞) / (final L − L∞)", Quantity.Plain, true);

    public static Figure Create(FigureContext context)
    {
        var id = $"{context.Prefix}-k";
        var (floor, curves) = Largest(context);
        var collapse = floor is null ? null : Common(context, floor, curves);
        var caption = collapse is null
            ? "No family has enough finished healthy runs above an identified irreducible loss."
            : $"Loss above the floor and compute, both one at the end of each run. Compute-optimal runs of one schedule fall on one curve, and one that leaves it has something off; these healthy runs differ by {Formatting.Number(100 * Worst(collapse, From(context, curves)), 2)}{Formatting.ThinSpace}% (standard deviation) at most after their first tenth. {floor!.Describe()}.";
        var chart = new XyChartData
        {
            Id = id,
            Title = $"{Title}, {context.Domain.Domain}",
            Description = caption,
            X = X,
            Y = Y,
            Series = collapse is null ? [] : [Series(floor!, collapse, From(context, curves))],
            Background = collapse is null
                ? []
                :
                [
                    .. curves.Select(c => new BackgroundCurve(
                        c.Run.Name,
                        context.Alerted.Contains(c.Run.Name),
                        Normalized(c, floor!.Loss)
                    )),
                ],
            BackgroundCorners = context.Detail.CurveCorners,
            BandName = $"±{BandWidth} SD of healthy runs",
            EmptySentence =
                $"Not enough finished runs yet: it takes {LeastCurves} healthy ones of a family whose irreducible loss is identified.",
        };
        return new Figure(
            id,
            Title,
            caption,
            XyChart.Draw(chart),
            collapse is null
                ? new DataTable([], [])
                : Numbers(context, collapse, From(context, curves), curves, floor!)
        );
    }

    /// <summary>The family with most finished runs above its floor, with their curves.</summary>
    private static (IrreducibleLoss? Floor, List<FinishedCurve> Curves) Largest(
        FigureContext context
    ) =>
        context
            .Families.Select(family => IrreducibleLoss.Of(context, family))
            .OfType<IrreducibleLoss>()
            .Select(floor => ((IrreducibleLoss?)floor, Finished(context, floor)))
            .OrderByDescending(f => f.Item2.Count)
            .FirstOrDefault((null, []));

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

    private static ChartSeries Series(
        IrreducibleLoss floor,
        LearningCurveCollapse collapse,
        double from
    ) =>
        new()
        {
            Name = $"median, {floor.Law.Family}",
            Style = Style,
            Curve = [.. Shown(collapse, from).Select(p => new CurvePoint(p.Share, p.Common))],
            Band =
            [
                .. Shown(collapse, from)
                    .Select(p => new BandPoint(
                        p.Share,
                        p.Common * Math.Exp(-BandWidth * p.Spread),
                        p.Common * Math.Exp(BandWidth * p.Spread)
                    )),
            ],
        };

    private static DataTable Numbers(
        FigureContext context,
        LearningCurveCollapse collapse,
        double from,
        List<FinishedCurve> curves,
        IrreducibleLoss floor
    )
    {
        var deviating = curves
            .Where(c => context.Alerted.Contains(c.Run.Name))
            .Take(3)
            .Select(c => (c.Run.Name, Curve: Normalized(c, floor.Loss)))
            .ToList();
        return new DataTable(
            [
                "share of compute",
                "median",
                "standard deviation",
                .. deviating.Select(d => Outside.Shorten(d.Name, 40)),
            ],
            [
                .. Shown(collapse, from)
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

    private sealed record FinishedCurve(Run Run, List<MeasuredLoss> Measured);
}
