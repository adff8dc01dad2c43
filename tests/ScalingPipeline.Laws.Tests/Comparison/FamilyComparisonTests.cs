using ScalingPipeline.Laws.Comparison;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Comparison;

public sealed class FamilyComparisonTests
{
    private static readonly PowerLaw _law = new(1.5, 1e4, 0.25);

    [Fact]
    public void A_family_that_needs_five_times_the_size_has_the_same_exponent()
    {
        var comparison = FamilyComparison.Of(
            Runs(_law, 1),
            Runs(_law with { X0 = 5e4 }, 2),
            FitOptions.LeastSquares
        );

        Assert.Equal(FamilyRelation.SameExponent, comparison.Relation);
        Assert.InRange(comparison.EquivalentSize, 4.5, 5.5);
        Assert.True(comparison.EquivalentSizeLow < 5 && comparison.EquivalentSizeHigh > 5);
        Assert.Equal(
            comparison.First!.Value.Loss(1e6),
            comparison.Second!.Value.Loss(1e6 * comparison.EquivalentSize),
            1e-9
        );
    }

    [Fact]
    public void A_steeper_family_has_another_exponent()
    {
        var comparison = FamilyComparison.Of(
            Runs(_law, 3),
            Runs(_law with { Alpha = 0.32 }, 4),
            FitOptions.LeastSquares
        );

        Assert.Equal(FamilyRelation.DifferentExponents, comparison.Relation);
        Assert.Equal(0.07, comparison.ExponentDifference, 0.02);
        Assert.Equal(0.32, comparison.Second!.Value.Alpha, 0.03);
    }

    [Fact]
    public void Two_halves_of_one_family_have_one_law_but_for_two_tests_at_five_percent()
    {
        var relations = Enumerable
            .Range(0, 60)
            .Select(i =>
                FamilyComparison
                    .Of(
                        Runs(_law, (ulong)(100 + i)),
                        Runs(_law, (ulong)(900 + i)),
                        FitOptions.LeastSquares
                    )
                    .Relation
            )
            .ToArray();

        Assert.InRange(relations.Count(r => r == FamilyRelation.SameLaw), 50, 60);
        Assert.DoesNotContain(FamilyRelation.NotIdentified, relations);
    }

    [Fact]
    public void Three_points_tell_nothing()
    {
        var few = LossTable.Of(
            ["N"],
            [
                [1e4, 1e5],
            ],
            [3.0, 2.5]
        );

        var comparison = FamilyComparison.Of(few, few, FitOptions.LeastSquares);

        Assert.Equal(FamilyRelation.NotIdentified, comparison.Relation);
        Assert.Null(comparison.First);
    }

    private static LossTable Runs(PowerLaw law, ulong seed)
    {
        var random = new Xoshiro256(seed);
        var n = Enumerable.Range(0, 10).Select(i => 1e4 * Math.Pow(10, i / 2.25)).ToArray();
        return LossTable.Of(
            ["N"],
            [n],
            Array.ConvertAll(n, x => law.Loss(x) * Math.Exp(0.002 * SyntheticRuns.Normal(random)))
        );
    }
}
