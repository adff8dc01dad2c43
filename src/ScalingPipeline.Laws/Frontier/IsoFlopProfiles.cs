using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Frontier;

/// <summary>
/// Approach 2 of Hoffmann et al. 2022 (arXiv 2203.15556, section 3.2): for each compute budget a parabola of the final loss in ln N, whose vertex is N_opt; lines in logs through the
/// vertices give N_opt(C) and D_opt(C). The parabola shifts the vertex when alpha and beta differ: the exponents are right, the prefactors are off by a few percent.
/// </summary>
public static class IsoFlopProfiles
{
    /// <summary>A budget with fewer sizes near its optimum has no parabola.</summary>
    public const int LeastSizes = 4;

    /// <summary>A budget whose points differ by less than this share counts as one.</summary>
    private const double SameBudget = 0.01;

    /// <summary>The sizes around the best one that the parabola is drawn through: those within this factor.</summary>
    public const double DefaultWindow = 8;

    /// <summary>The vertices and both lines.</summary>
    /// <param name="points">Final losses: compute in FLOP, loss, N.</param>
    /// <param name="window">Only sizes within this factor of the best of their budget shape the parabola: far from it the profile is no parabola.</param>
    public static ComputeOptimum Fit(
        IEnumerable<FrontierPoint> points,
        double window = DefaultWindow
    )
    {
        var profiles = Of(points, window);
        return ComputeOptimum.Through(
            [.. profiles.Select(p => p.Parabola).OfType<IsoFlopParabola>().Select(p => p.Optimum)],
            [
                .. profiles
                    .Where(p => p.Parabola is null)
                    .Select(p =>
                        $"The budget of {p.Points[0].Compute:G4} FLOP is left out: {p.Reason}"
                    ),
            ],
            "budgets with an optimum"
        );
    }

    /// <summary>The points by budget, in order of compute, each with its parabola where it has one.</summary>
    /// <inheritdoc cref="Fit" path="/param"/>
    public static IReadOnlyList<IsoFlopProfile> Of(
        IEnumerable<FrontierPoint> points,
        double window = DefaultWindow
    ) =>
        [
            .. Budgets(points)
                .Select(budget =>
                {
                    var reason = Vertex(budget, window, out var parabola);
                    return new IsoFlopProfile(budget, parabola, reason);
                }),
        ];

    private static IEnumerable<List<FrontierPoint>> Budgets(IEnumerable<FrontierPoint> points)
    {
        var budget = new List<FrontierPoint>();
        foreach (var point in points.OrderBy(p => p.Compute).ThenBy(p => p.Parameters))
        {
            if (budget.Count > 0 && point.Compute > budget[0].Compute * (1 + SameBudget))
            {
                yield return budget;
                budget = [];
            }

            budget.Add(point);
        }

        if (budget.Count > 0)
        {
            yield return budget;
        }
    }

    /// <summary>The parabola of one budget, or why it has none.</summary>
    private static string? Vertex(
        List<FrontierPoint> budget,
        double window,
        out IsoFlopParabola? parabola
    )
    {
        parabola = null;
        var best = budget.MinBy(p => p.Loss).Parameters;
        var near = budget
            .Where(p => p.Parameters <= best * window && p.Parameters >= best / window)
            .ToArray();
        var sizes = near.Select(p => p.Parameters).Distinct().Count();
        if (sizes < LeastSizes)
        {
            return $"a parabola needs {LeastSizes} sizes near the optimum, there are {sizes}.";
        }

        var u = Array.ConvertAll(near, p => Elementary.Log(p.Parameters / best));
        var coefficients = Parabola(u, Array.ConvertAll(near, p => p.Loss));
        var vertex = -coefficients[1] / (2 * coefficients[2]);
        if (!(coefficients[2] > 0) || vertex <= u.Min() || vertex >= u.Max())
        {
            return "its least loss lies at the edge of its sizes.";
        }

        var parameters = best * Elementary.Exp(vertex);
        var compute = budget.Average(p => p.Compute);
        parabola = new IsoFlopParabola(
            new OptimalPair(
                compute,
                parameters,
                compute / (Accounting.TrainingCompute.FlopPerParameterToken * parameters),
                coefficients[0] - (coefficients[1] * coefficients[1] / (4 * coefficients[2]))
            ),
            coefficients[2],
            near.Min(p => p.Parameters),
            near.Max(p => p.Parameters)
        );
        return null;
    }

    /// <summary>Least squares of c0 + c1 u + c2 u^2; at least three different u, of order one.</summary>
    private static double[] Parabola(double[] u, double[] loss)
    {
        var products = new double[9];
        var right = new double[3];
        for (var k = 0; k < u.Length; k++)
        {
            double[] powers = [1, u[k], u[k] * u[k]];
            for (var i = 0; i < 3; i++)
            {
                right[i] += powers[i] * loss[k];
                for (var j = 0; j < 3; j++)
                {
                    products[(i * 3) + j] += powers[i] * powers[j];
                }
            }
        }

        SmallCholesky.TryFactor(products, 3);
        SmallCholesky.Solve(products, 3, right);
        return right;
    }
}
