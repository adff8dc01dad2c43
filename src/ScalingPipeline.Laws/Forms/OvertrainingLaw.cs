using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>
/// L(C, M) = E + (a M^eta + b M^-eta) C^-eta with M = D/N tokens for each parameter: models trained beyond the compute optimum lie on parallel lines
/// (Gadre et al. 2024, arXiv 2403.08540, eq. 4).
/// </summary>
/// <remarks>The same curve as L(N, D) = E + A N^-alpha + B D^-alpha with one exponent, alpha = 2 eta; at C = 6 N D, A = a 6^-eta and B = b 6^-eta. The code of the paper fits A N^k + B' 6^(k/2) (M N)^k + E, k = -alpha.</remarks>
/// <param name="E">Irreducible loss in nats.</param>
/// <param name="A">Prefactor a of M^eta.</param>
/// <param name="B">Prefactor b of M^-eta.</param>
/// <param name="Eta">Exponent of compute.</param>
public readonly record struct OvertrainingLaw(double E, double A, double B, double Eta)
{
    /// <summary>The tokens for each parameter with the least loss at any compute: (b/a)^(1/(2 eta)).</summary>
    public double OptimalTokensPerParameter => Elementary.Pow(B / A, 1 / (2 * Eta));

    /// <summary>The law as one of N and D, with both exponents equal.</summary>
    public ChinchillaLaw ToChinchilla()
    {
        var six = Elementary.Pow(TrainingCompute.FlopPerParameterToken, -Eta);
        return new ChinchillaLaw(E, A * six, B * six, 2 * Eta, 2 * Eta);
    }

    /// <summary>The predicted loss in nats of N parameters trained on M N tokens.</summary>
    public double Loss(double parameters, double tokensPerParameter) =>
        LossAtCompute(
            TrainingCompute.Flops(parameters, parameters * tokensPerParameter),
            tokensPerParameter
        );

    /// <summary>The predicted loss in nats at C = 6 N D FLOP and M = D/N.</summary>
    public double LossAtCompute(double compute, double tokensPerParameter) =>
        E
        + (
            (
                (A * Elementary.Pow(tokensPerParameter, Eta))
                + (B * Elementary.Pow(tokensPerParameter, -Eta))
            ) * Elementary.Pow(compute, -Eta)
        );
}
