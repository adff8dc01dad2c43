using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Domains;

/// <summary>
/// The law that a domain's final losses are drawn from: L(N, D) = E + A / N^alpha + B / D^beta in nats per token (Hoffmann et al. 2022,
/// approach 3). A law in N alone, (N0/N)^alpha, has A = N0^alpha.
/// </summary>
/// <param name="Irreducible">E, nats per token.</param>
/// <param name="ParameterScale">A.</param>
/// <param name="ParameterExponent">alpha.</param>
/// <param name="DataScale">B.</param>
/// <param name="DataExponent">beta.</param>
public sealed record LossLaw(
    double Irreducible,
    double ParameterScale,
    double ParameterExponent,
    double DataScale,
    double DataExponent
)
{
    /// <summary>Nats per token at the end of a run's schedule.</summary>
    /// <param name="parameters">N, non-embedding.</param>
    /// <param name="tokens">D, tokens seen.</param>
    public double LossAt(double parameters, double tokens) =>
        Irreducible
        + (ParameterScale * PortableMath.Pow(parameters, -ParameterExponent))
        + (DataScale * PortableMath.Pow(tokens, -DataExponent));

    /// <summary>E + (N0/N)^alpha + (D0/D)^beta, the way Kaplan et al. and Henighan et al. print their constants.</summary>
    public static LossLaw FromScales(
        double irreducible,
        double parameterScale,
        double parameterExponent,
        double dataScale,
        double dataExponent
    ) =>
        new(
            irreducible,
            PortableMath.Pow(parameterScale, parameterExponent),
            parameterExponent,
            PortableMath.Pow(dataScale, dataExponent),
            dataExponent
        );
}
