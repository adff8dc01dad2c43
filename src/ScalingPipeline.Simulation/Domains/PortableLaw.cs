using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Simulation.Domains;

/// <summary>Evaluates laws to the same last bit on every machine, which <see cref="ChinchillaLaw.Loss"/> does not promise.</summary>
internal static class PortableLaw
{
    /// <summary>E + A / N^alpha + B / D^beta, nats per token.</summary>
    /// <param name="law">The law.</param>
    /// <param name="parameters">N.</param>
    /// <param name="tokens">D.</param>
    public static double LossOf(ChinchillaLaw law, double parameters, double tokens) =>
        law.E
        + (law.A * Elementary.Pow(parameters, -law.Alpha))
        + (law.B * Elementary.Pow(tokens, -law.Beta));

    /// <summary>E + (N0/N)^alpha + (D0/D)^beta, the way Henighan et al. 2020 print their constants: A = N0^alpha, B = D0^beta.</summary>
    public static ChinchillaLaw FromScales(
        double irreducible,
        double parameterScale,
        double alpha,
        double tokenScale,
        double beta
    ) =>
        new(
            irreducible,
            Elementary.Pow(parameterScale, alpha),
            Elementary.Pow(tokenScale, beta),
            alpha,
            beta
        );
}
