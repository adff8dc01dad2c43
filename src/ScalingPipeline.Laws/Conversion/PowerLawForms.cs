using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Conversion;

/// <summary>Between the ways in which papers write one power law, and between its units.</summary>
public static class PowerLawForms
{
    /// <summary>One PF-day in FLOP: 1e15 FLOP/s for a day (Kaplan et al. 2020, section 1.3).</summary>
    public const double PetaflopDay = 8.64e19;

    /// <summary>k x^-alpha, with L_inf beside it: k = x0^alpha.</summary>
    public static double Prefactor(PowerLaw law) => Elementary.Pow(law.X0, law.Alpha);

    /// <summary>L_inf + k x^-alpha as L_inf + (x0/x)^alpha: x0 = k^(1/alpha).</summary>
    public static PowerLaw OfPrefactor(double lInf, double prefactor, double alpha) =>
        new(lInf, Elementary.Pow(prefactor, 1 / alpha), alpha);

    /// <summary>The law of a total over T tokens from that of one token: x0 T^(1/alpha) and L_inf T, as nats per image from nats per token (Henighan et al. 2020, table 3).</summary>
    public static PowerLaw Total(PowerLaw perToken, double tokens) =>
        new(
            perToken.LInf * tokens,
            perToken.X0 * Elementary.Pow(tokens, 1 / perToken.Alpha),
            perToken.Alpha
        );

    /// <summary>The law with x in another unit, <paramref name="factor"/> old units large: C in PF-days instead of FLOP.</summary>
    public static PowerLaw InUnit(PowerLaw law, double factor) => law with { X0 = law.X0 / factor };

    /// <summary>The inverse of y = (x/x0)^k: x = (y/y0)^(1/k), as N_opt(C) turned into C(N_opt).</summary>
    public static PowerRelation Inverse(PowerRelation relation) =>
        new(Elementary.Pow(relation.X0, -relation.Exponent), 1 / relation.Exponent);

    /// <summary>(x/x0)^k as m x^k: m = x0^-k.</summary>
    public static double Multiplier(PowerRelation relation) =>
        Elementary.Pow(relation.X0, -relation.Exponent);

    /// <summary>m x^k as (x/x0)^k.</summary>
    public static PowerRelation OfMultiplier(double multiplier, double exponent) =>
        new(Elementary.Pow(multiplier, -1 / exponent), exponent);
}
