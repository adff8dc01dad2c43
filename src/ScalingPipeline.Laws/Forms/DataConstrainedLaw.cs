using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>
/// L = E + A/N'^alpha + B/D'^beta with N' = U_N + U_N R_N* (1 - exp(-R_N/R_N*)) and D' = U + U R_D* (1 - exp(-R_D/R_D*)): what repeated tokens and
/// excess parameters are worth (Muennighoff et al. 2023, arXiv 2305.16264, eq. 5 and 6). U are the unique tokens, R_D = D/U - 1 the
/// repetitions, U_N the parameters that are optimal for U, at most N, and R_N = N/U_N - 1.
/// </summary>
/// <param name="Base">The law of unique data.</param>
/// <param name="RepeatedTokens">R_D*: repetitions after which 1 - 1/e of all that repetition can give is had.</param>
/// <param name="ExcessParameters">R_N*: the same for excess parameters.</param>
public readonly record struct DataConstrainedLaw(
    ChinchillaLaw Base,
    double RepeatedTokens,
    double ExcessParameters
)
{
    /// <summary>The constants released with the paper.</summary>
    public static DataConstrainedLaw Published { get; } =
        new(
            new ChinchillaLaw(
                Elementary.Exp(0.6254804),
                Elementary.Exp(6.255414),
                Elementary.Exp(7.3049974),
                0.3526596,
                0.3526596
            ),
            15.387756,
            5.309743
        );

    /// <summary>The number of parameters that is compute-optimal for a number of tokens: inverts D_opt = (C/6)^b / G.</summary>
    public double OptimalParameters(double tokens)
    {
        var prefactor = Base.AllocationPrefactor;
        return Elementary.Pow(tokens * prefactor, Base.Beta / Base.Alpha) * prefactor;
    }

    /// <summary>D': the unique tokens that D tokens, drawn again and again from U, are worth.</summary>
    public double EffectiveTokens(double tokens, double uniqueTokens)
    {
        var unique = Math.Min(tokens, uniqueTokens);
        return unique * (1 + Saturating((tokens / unique) - 1, RepeatedTokens));
    }

    /// <summary>N': the parameters that N parameters are worth when only U unique tokens are there.</summary>
    public double EffectiveParameters(double parameters, double uniqueTokens)
    {
        var optimal = Math.Min(parameters, OptimalParameters(uniqueTokens));
        return optimal * (1 + Saturating((parameters / optimal) - 1, ExcessParameters));
    }

    /// <summary>The predicted loss in nats of N parameters trained on D tokens of which U are unique.</summary>
    public double Loss(double parameters, double tokens, double uniqueTokens)
    {
        var unique = Math.Min(tokens, uniqueTokens);
        return Base.Loss(EffectiveParameters(parameters, unique), EffectiveTokens(tokens, unique));
    }

    private static double Saturating(double repetitions, double scale) =>
        -scale * Elementary.ExpM1(-repetitions / scale);
}
