using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Uncertainty;

public sealed class ChangeTestTests
{
    [Fact]
    public void A_fit_has_not_changed_against_itself()
    {
        var fit = ChinchillaFit.Fit(ChinchillaPoints.Load(), FitOptions.Reporting).Fit;

        var change = ChangeTest.Compare(fit, fit);

        Assert.Equal(LawChange.Unchanged, change.Change);
        Assert.Equal(0, change.ChiSquare, 1e-12);
        Assert.Equal(5, change.Freedom);
    }

    [Fact]
    public void Another_seed_of_the_same_law_is_unchanged_although_its_sizes_differ()
    {
        var before = Fit(alpha: 0.3, level: 1, from: 1e4, seed: 1);
        var after = Fit(alpha: 0.3, level: 1, from: 3e4, seed: 2);

        Assert.Equal(LawChange.Unchanged, ChangeTest.Compare(before, after).Change);
    }

    [Fact]
    public void A_shifted_line_is_a_change_of_prefactor()
    {
        var before = Fit(alpha: 0.3, level: 1, from: 1e4, seed: 1);
        var after = Fit(alpha: 0.3, level: 1.1, from: 1e4, seed: 2);

        var change = ChangeTest.Compare(before, after);

        Assert.Equal(LawChange.Prefactor, change.Change);
        Assert.True(change.PValue < 1e-6);
    }

    [Fact]
    public void Another_slope_is_a_change_of_exponent()
    {
        var before = Fit(alpha: 0.3, level: 1, from: 1e4, seed: 1);
        var after = Fit(alpha: 0.45, level: 1, from: 1e4, seed: 2);

        var change = ChangeTest.Compare(before, after);

        Assert.True(change.Change is LawChange.Exponent or LawChange.PrefactorAndExponent);
        Assert.True(change.ExponentPValue < 1e-3);
    }

    [Fact]
    public void Fits_of_different_forms_are_not_compared()
    {
        var one = Fit(alpha: 0.3, level: 1, from: 1e4, seed: 1);
        var two = ChinchillaFit.Fit(ChinchillaPoints.Load(), FitOptions.Reporting).Fit;

        Assert.Equal(LawChange.NotComparable, ChangeTest.Compare(one, two).Change);
    }

    private static Fit Fit(double alpha, double level, double from, ulong seed)
    {
        var random = new Xoshiro256(seed);
        var n = Enumerable.Range(0, 24).Select(i => from * Math.Pow(10, i / 5.0)).ToArray();
        var loss = Array.ConvertAll(
            n,
            x =>
                (1 + (level * Math.Pow(1e6 / x, alpha)))
                * Math.Exp(0.002 * SyntheticRuns.Normal(random))
        );
        return PowerLawFit.Fit(Observations.OfOne("N", n, loss), FitOptions.LeastSquares).Fit;
    }
}
