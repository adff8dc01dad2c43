using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Frontier;

public sealed class ComputeFrontierTests
{
    [Fact]
    public void The_envelope_keeps_what_no_cheaper_point_beats()
    {
        FrontierPoint[] points =
        [
            new(1, 3, 1),
            new(2, 3.5, 1),
            new(4, 2, 2),
            new(8, 2, 3),
            new(8, 1.9, 4),
        ];

        Assert.Equal([1, 4, 8], ComputeFrontier.LowerEnvelope(points).Select(p => p.Compute));
    }

    [Fact]
    public void The_hull_drops_what_lies_above_the_chord()
    {
        FrontierPoint[] points =
        [
            new(1, 8, 1),
            new(10, 7.9, 2),
            new(100, 4, 3),
            new(1000, 3.9, 4),
            new(10000, 3.8, 5),
        ];

        Assert.Equal([1, 3, 5], ComputeFrontier.ConvexHull(points).Select(p => p.Parameters));
    }

    /// <summary>On learning curves of a Chinchilla law the hull's N_opt(C) has the law's own exponent a = beta/(alpha + beta).</summary>
    [Fact]
    public void The_hull_of_learning_curves_gives_the_laws_own_allocation()
    {
        var law = new ChinchillaLaw(1.82, 482, 2085, 0.348, 0.366);
        var points =
            from i in Enumerable.Range(0, 61)
            let n = 1e7 * Math.Pow(10, i / 20.0)
            from j in Enumerable.Range(0, 161)
            let d = 1e8 * Math.Pow(10, j / 40.0)
            let c = 6 * n * d
            where c is > 1e18 and < 1e20
            select new FrontierPoint(c, law.Loss(n, d), n);

        var fitted = PowerRelationFit.OptimalSize(points);

        Assert.Equal(law.ParameterAllocation, fitted.Law!.Value.Exponent, 0.03);
        Assert.Equal(1, fitted.Law!.Value.At(1e19) / law.OptimalParameters(1e19), 0.1);
    }

    /// <summary>data/README: Porian et al. 2024, RefinedWeb, ordinary least squares over optimal_pairs.csv.</summary>
    [Fact]
    public void Porians_optimal_pairs_give_their_exponents()
    {
        var expected = new[] { 0.833768, 0.700899, 0.603528, 0.571425, 0.497029 };
        var exponents = Csv.Rows(SharedData.PathOrSkip("isoflop/optimal_pairs.csv"))
            .Where(r => r["dataset"] == "rw" && r["n"].Length > 0)
            .GroupBy(r =>
                (
                    r["summary"],
                    r["hparams"],
                    r["warmup"],
                    r["decay"],
                    r["param_count"],
                    r["loss_kind"]
                )
            )
            .Select(g =>
                PowerRelationFit
                    .Fit(
                        [.. g.Select(r => Csv.Number(r["flops"]))],
                        [.. g.Select(r => Csv.Number(r["n"]))],
                        "N_opt(C)"
                    )
                    .Law!.Value.Exponent
            )
            .ToArray();

        foreach (var value in expected)
        {
            Assert.Contains(exponents, e => Math.Abs(e - value) < 5e-7);
        }
    }

    [Fact]
    public void Two_points_are_too_few_for_the_optimal_size()
    {
        var fitted = PowerRelationFit.OptimalSize([new(1e18, 3, 1e7), new(1e19, 2.8, 3e7)]);

        Assert.Null(fitted.Law);
        Assert.Equal(
            "N_opt(C) needs at least 3 points on the compute frontier; there are 2.",
            fitted.Fit.Status.Reason
        );
    }
}
