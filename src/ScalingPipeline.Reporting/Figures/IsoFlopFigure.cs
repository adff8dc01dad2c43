using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>
/// IsoFLOP profiles: final loss against model size, one parabola for each compute budget, N_opt at its vertex (Hoffmann et al. 2022, arXiv 2203.15556, fig. 3).
/// </summary>
public static class IsoFlopFigure
{
    private const string Title = "IsoFLOP profiles";
    private const int MostBudgets = 5;
    private const int Corners = 24;

    public static Figure Create(FigureContext context)
    {
        var id = $"{context.Prefix}-f";
        var (family, all) = Fullest(context);
        var profiles = Chosen(all);
        var caption = Caption(family, all, profiles.Count);
        var chart = new XyChartData
        {
            Id = id,
            Title = $"{Title}, {context.Domain.Domain}",
            Description = caption,
            X = AxisSpec.Parameters,
            Y = AxisSpec.Loss,
            Series = [.. profiles.Select(Series)],
            EmptySentence =
                $"Not enough runs: a profile takes healthy runs of at least {IsoFlopProfiles.LeastSizes} sizes that were trained with its compute, or to less and to more.",
        };
        return new Figure(id, Title, caption, XyChart.Draw(chart), Numbers(profiles));
    }

    /// <summary>The family with most budgets of enough sizes, and those budgets.</summary>
    private static (string? Family, IReadOnlyList<IsoFlopProfile> Profiles) Fullest(
        FigureContext context
    ) =>
        context
            .Drawn("L(N,D)")
            .Select(law =>
                (
                    (string?)law.Family,
                    (IReadOnlyList<IsoFlopProfile>)
                        [
                            .. InterpolatedProfiles
                                .Of([.. law.Observations.Select(Point)])
                                .Where(IsShown),
                        ]
                )
            )
            .OrderByDescending(f => f.Item2.Count)
            .FirstOrDefault((null, []));

    /// <summary>Evenly over the budgets, the least and the greatest among them.</summary>
    private static List<IsoFlopProfile> Chosen(IReadOnlyList<IsoFlopProfile> all) =>
        all.Count <= MostBudgets
            ? [.. all]
            :
            [
                .. Enumerable
                    .Range(0, MostBudgets)
                    .Select(i => all[i * (all.Count - 1) / (MostBudgets - 1)]),
            ];

    private static FrontierPoint Point(LawPoint run) =>
        new(TrainingCompute.Flops(run.X, run.Y), run.Observed, run.X);

    private static bool IsShown(IsoFlopProfile profile) =>
        profile.Points.Select(p => p.Parameters).Distinct().Count() >= IsoFlopProfiles.LeastSizes;

    private static string Caption(string? family, IReadOnlyList<IsoFlopProfile> all, int shown)
    {
        if (all.Count == 0)
        {
            return "No compute budget was reached by enough sizes.";
        }

        var optima = all.Count(p => p.Parabola is not null);
        return $"Final loss of {family} by size, one colour for each compute budget, read off between the lengths that a size was trained to; {optima} of {all.Count} budgets have their optimum inside the sizes tried, and a parabola in ln N through the sizes near it, N_opt at its open marker."
            + (all.Count > shown ? $" {shown} of them are drawn." : "");
    }

    private static ChartSeries Series(IsoFlopProfile profile, int style) =>
        new()
        {
            Name = $"{Formatting.Scientific(profile.Points[0].Compute, 3)} FLOP",
            Style = style,
            Points =
            [
                .. profile.Points.Select(p => new ChartPoint(
                    p.Parameters,
                    p.Loss,
                    $"N = {Formatting.Short(p.Parameters)}"
                )),
                .. profile.Parabola is { Optimum: var best }
                    ?
                    [
                        new ChartPoint(
                            best.Parameters,
                            best.Loss,
                            $"N_opt = {Formatting.Short(best.Parameters)}",
                            PointState.Forecast
                        ),
                    ]
                    : Array.Empty<ChartPoint>(),
            ],
            Curve = profile.Parabola is { } parabola ? Curve(parabola) : [],
        };

    private static IReadOnlyList<CurvePoint> Curve(IsoFlopParabola parabola) =>
        [
            .. Enumerable
                .Range(0, Corners + 1)
                .Select(i =>
                    parabola.Smallest
                    * Math.Pow(parabola.Largest / parabola.Smallest, (double)i / Corners)
                )
                .Select(n => new CurvePoint(n, parabola.Loss(n))),
        ];

    private static DataTable Numbers(IReadOnlyList<IsoFlopProfile> profiles) =>
        new(
            [
                "compute C (FLOP)",
                "PF-days",
                "sizes",
                "N_opt",
                "D_opt",
                "loss (nats per token)",
                "note",
            ],
            [
                .. profiles.Select<IsoFlopProfile, IReadOnlyList<string>>(p =>
                    [
                        Formatting.Scientific(p.Points[0].Compute),
                        Formatting.PetaflopDays(p.Points[0].Compute),
                        Formatting.Count(p.Points.Select(q => q.Parameters).Distinct().Count()),
                        Formatting.Number(p.Parabola?.Optimum.Parameters ?? double.NaN),
                        Formatting.Number(p.Parabola?.Optimum.Tokens ?? double.NaN),
                        Formatting.Number(p.Parabola?.Optimum.Loss ?? double.NaN),
                        p.Reason ?? "",
                    ]
                ),
            ]
        );
}
