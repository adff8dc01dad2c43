using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>What differs between two fits of the same law.</summary>
public enum LawChange
{
    /// <summary>Nothing beyond chance.</summary>
    Unchanged,

    /// <summary>Levels or floor moved, the exponents did not: the same slope, shifted.</summary>
    Prefactor,

    /// <summary>The exponents moved.</summary>
    Exponent,

    /// <summary>Exponents moved, and levels or floor beyond what the exponents explain.</summary>
    PrefactorAndExponent,

    /// <summary>One of the fits has no covariance, or they are fits of different forms.</summary>
    NotComparable,
}

/// <summary>The answer of <see cref="ChangeTest"/>.</summary>
/// <param name="Change">What moved.</param>
/// <param name="ChiSquare">Statistic on all parameters.</param>
/// <param name="Freedom">Its degrees of freedom: the number of parameters.</param>
/// <param name="PValue">Of all parameters together.</param>
/// <param name="ExponentPValue">Of the exponents alone.</param>
/// <param name="PrefactorPValue">Of floor and levels, given the exponents.</param>
public sealed record ChangeResult(
    LawChange Change,
    double ChiSquare,
    int Freedom,
    double PValue,
    double ExponentPValue,
    double PrefactorPValue
)
{
    /// <summary>Of the floor, given all else; NaN where it was not asked for, or there is no floor.</summary>
    public double FloorPValue { get; init; } = double.NaN;

    /// <summary>The fits cannot be compared.</summary>
    internal static ChangeResult None { get; } =
        new(LawChange.NotComparable, double.NaN, 0, double.NaN, double.NaN, double.NaN);
}

/// <summary>
/// Chi-square of the parameter difference with the summed covariances (Besiroglu et al. 2024, section 3), in centred logs at a common centre. Fits that
/// share data differ less than this assumes, so the test errs towards "unchanged" there.
/// </summary>
public static class ChangeTest
{
    public const double DefaultLevel = 0.01;

    /// <summary>Compares an earlier fit with a later one.</summary>
    /// <param name="before">The earlier fit.</param>
    /// <param name="after">The later fit, of the same form.</param>
    /// <param name="level">Significance at which a change is named.</param>
    public static ChangeResult Compare(Fit before, Fit after, double level = DefaultLevel)
    {
        if (
            before.Centred is not { Covariance: not null } old
            || after.Centred is not { Covariance: not null } now
            || old.Form != now.Form
        )
        {
            return ChangeResult.None;
        }

        var first = (old.Centre + now.Centre) / 2;
        var second = (old.SecondCentre + now.SecondCentre) / 2;
        var left = Recentred.At(old, first, second);
        var right = Recentred.At(now, first, second);
        var p = left.Values.Length;
        var difference = right.Values.Zip(left.Values, (a, b) => a - b).ToArray();
        var covariance = right.Covariance.Zip(left.Covariance, (a, b) => a + b).ToArray();
        var exponents = p - (old.HasSecondTerm ? 2 : 1);
        if (
            Quadratic(difference, covariance, p, 0) is not { } all
            || Quadratic(difference, covariance, p, exponents) is not { } slopes
        )
        {
            return ChangeResult.None;
        }

        var pAll = Distributions.ChiSquareTail(p, all);
        var pExponent = Distributions.ChiSquareTail(p - exponents, slopes);
        var pPrefactor = Distributions.ChiSquareTail(exponents, Math.Max(0, all - slopes));
        var change = Name(pAll, pExponent, pPrefactor, level);
        return new ChangeResult(change, all, p, pAll, pExponent, pPrefactor);
    }

    /// <summary>What moved, from the p-values of all parameters, of the exponents, and of the rest given the exponents.</summary>
    internal static LawChange Name(double all, double exponent, double prefactor, double level) =>
        (all < level, exponent < level, prefactor < level) switch
        {
            (false, _, _) => LawChange.Unchanged,
            (_, true, true) => LawChange.PrefactorAndExponent,
            (_, true, false) => LawChange.Exponent,
            _ => LawChange.Prefactor,
        };

    /// <summary>d' S^-1 d over the parameters from <paramref name="from"/> on; null if S is singular.</summary>
    internal static double? Quadratic(double[] difference, double[] covariance, int p, int from)
    {
        var n = p - from;
        var block = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                block[(i * n) + j] = covariance[((from + i) * p) + from + j];
            }
        }

        if (SmallCholesky.Invert(block, n) is not { } inverse)
        {
            return null;
        }

        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                sum += difference[from + i] * inverse[(i * n) + j] * difference[from + j];
            }
        }

        return sum;
    }
}
