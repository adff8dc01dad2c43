using ScalingPipeline.Laws.Curves;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Curves;

public sealed class LearningCurveCollapseTests
{
    private static readonly ChinchillaLaw _law = new(1.81724, 477.84, 2143.86, 0.347313, 0.367183);

    /// <summary>Qiu et al. 2025: sums of power laws collapse exactly when size and data grow compute-optimally.</summary>
    [Fact]
    public void A_compute_optimal_family_collapses_to_one_curve()
    {
        var collapse = LearningCurveCollapse.Of(Family(c => _law.OptimalParameters(c)), _law.E);

        Assert.True(collapse.WorstSpread() < 1e-4, $"{collapse.WorstSpread()}");
        Assert.Equal(1, collapse.Common[^1], 1e-12);
    }

    [Fact]
    public void A_family_of_badly_chosen_sizes_does_not_collapse()
    {
        var collapse = LearningCurveCollapse.Of(Family(c => 1e8 * Math.Pow(c / 1e19, 0.9)), _law.E);

        Assert.True(collapse.WorstSpread() > 0.02, $"{collapse.WorstSpread()}");
    }

    [Fact]
    public void A_run_that_goes_wrong_leaves_the_common_curve_before_its_end()
    {
        var family = Family(c => _law.OptimalParameters(c));
        var sick = family["1E+20"]
            .Select(p => (p.Compute, p.Loss + (p.Compute > 3e19 ? 0.05 : 0)))
            .ToArray();
        family["1E+20"] = sick;

        var collapse = LearningCurveCollapse.Of(family, _law.E);

        // It ends too high, so its normalized beginning lies too low.
        Assert.True(collapse.Deviation("1E+20")[10] < -0.03);
        Assert.True(Math.Abs(collapse.Deviation("1E+19")[10]) < 0.01);
    }

    [Fact]
    public void A_loss_at_the_floor_cannot_be_normalized()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            LearningCurveCollapse.Of(Family(c => _law.OptimalParameters(c)), 5)
        );

        Assert.Contains("not above the irreducible loss", error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, IReadOnlyList<(double Compute, double Loss)>> Family(
        Func<double, double> size
    ) =>
        new[] { 1e18, 1e19, 1e20, 1e21, 1e22 }.ToDictionary(
            c => $"{c}",
            c =>
            {
                var n = size(c);
                return (IReadOnlyList<(double, double)>)
                    [
                        .. Enumerable
                            .Range(0, 400)
                            .Select(k => c * Math.Pow(1e-3, 1 - (k / 399.0)))
                            .Select(spent => (spent, _law.Loss(n, spent / (6 * n)))),
                    ];
            },
            StringComparer.Ordinal
        );
}
