using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>L(N, D) = E + A/N^alpha + B/D^beta (Hoffmann et al. 2022, arXiv 2203.15556, eq. 2).</summary>
/// <param name="E">Irreducible loss in nats.</param>
/// <param name="A">Prefactor of the parameter term; means nothing without <paramref name="Alpha"/>.</param>
/// <param name="B">Prefactor of the token term; means nothing without <paramref name="Beta"/>.</param>
/// <param name="Alpha">Exponent of the parameter term.</param>
/// <param name="Beta">Exponent of the token term.</param>
public readonly record struct ChinchillaLaw(double E, double A, double B, double Alpha, double Beta)
{
    /// <summary>Exponent a of N_opt = G (C/6)^a: beta/(alpha + beta) (eq. 4).</summary>
    public double ParameterAllocation => Beta / (Alpha + Beta);

    /// <summary>Exponent b of D_opt = (C/6)^b / G: alpha/(alpha + beta) (eq. 4).</summary>
    public double TokenAllocation => Alpha / (Alpha + Beta);

    /// <summary>G = (alpha A / (beta B))^(1/(alpha + beta)) (eq. 4).</summary>
    public double AllocationPrefactor => Elementary.Pow(Alpha * A / (Beta * B), 1 / (Alpha + Beta));

    /// <summary>The predicted loss in nats of N parameters trained on D tokens.</summary>
    public double Loss(double parameters, double tokens) =>
        E + (A * Elementary.Pow(parameters, -Alpha)) + (B * Elementary.Pow(tokens, -Beta));

    /// <summary>The number of parameters that minimises the loss at C = 6 N D FLOP.</summary>
    public double OptimalParameters(double compute) =>
        AllocationPrefactor
        * Elementary.Pow(compute / TrainingCompute.FlopPerParameterToken, ParameterAllocation);

    /// <summary>The number of tokens that minimises the loss at C = 6 N D FLOP.</summary>
    public double OptimalTokens(double compute) =>
        Elementary.Pow(compute / TrainingCompute.FlopPerParameterToken, TokenAllocation)
        / AllocationPrefactor;

    /// <summary>The least loss that C = 6 N D FLOP can reach: the law's own compute frontier.</summary>
    public double FrontierLoss(double compute) =>
        Loss(OptimalParameters(compute), OptimalTokens(compute));
}
