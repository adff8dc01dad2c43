using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>
/// How a law of size and data spends compute: a, b and G of N_opt = G (C/6)^a and D_opt = (C/6)^b / G (Hoffmann et al. 2022, eq. 4), from the law's parameters.
/// </summary>
public sealed class Allocation
{
    private delegate (Jet A, Jet LogG) Exponents(ReadOnlySpan<Jet> parameters);

    private readonly Exponents exponents;

    private Allocation(Exponents exponents) => this.exponents = exponents;

    public static string Formula => "N_opt = G (C/6)^a, D_opt = (C/6)^b / G";

    /// <summary>That of L(N,D) and L(N,M); null for laws that have no optimum.</summary>
    public static Allocation? Of(LawDefinition law) =>
        law.Name switch
        {
            "L(N,D)" => new Allocation(OfSizeAndData),
            "L(N,M)" => new Allocation(OfOvertraining),
            _ => null,
        };

    /// <summary>a, b and G with standard errors to first order; empty when nothing was fitted.</summary>
    public IReadOnlyList<ParameterEstimate> Estimates(FittedTable fitted) =>
        fitted.Fit.Parameters is [_, ..] parameters
            ? FormFit.Estimates(
                Named([.. parameters.Select(p => p.Value)]),
                fitted.Covariance is { } covariance ? [.. covariance] : null
            )
            : [];

    /// <summary>a, b and G of every replicate.</summary>
    public ParameterBootstrap Of(ParameterBootstrap parameters) =>
        parameters.Of(
            ["a", "b", "G"],
            replicate => [.. Named(replicate).Select(jet => jet.Value.Value)]
        );

    private NamedJet[] Named(double[] parameters)
    {
        var jets = new Jet[parameters.Length];
        Jet.Variables(parameters, jets);
        var (a, logG) = exponents(jets);
        return [new NamedJet("a", a), new NamedJet("b", 1 - a), new NamedJet("G", logG.Exp())];
    }

    /// <summary>Of E, A, B, alpha and beta: a = beta/(alpha + beta), G = (alpha A / (beta B))^(1/(alpha + beta)) (Hoffmann et al. 2022, eq. 4).</summary>
    private static (Jet A, Jet LogG) OfSizeAndData(ReadOnlySpan<Jet> p)
    {
        var sum = p[3] + p[4];
        return (p[4] / sum, (p[3].Log() + p[1].Log() - p[4].Log() - p[2].Log()) / sum);
    }

    /// <summary>Of E, a, b and eta: both exponents are equal, and N = sqrt(C / (6 M)) at M = (b/a)^(1/(2 eta)) (Gadre et al. 2024, section 2).</summary>
    private static (Jet A, Jet LogG) OfOvertraining(ReadOnlySpan<Jet> p) =>
        (0.5, (p[1].Log() - p[2].Log()) / (4 * p[3]));
}
