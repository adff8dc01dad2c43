using ScalingPipeline.Laws.Fitting;
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
}
