using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;

namespace ScalingPipeline.Laws.Catalogue;

/// <summary>Every law that a table can be fitted to, by name.</summary>
public static class LawCatalogue
{
    private static readonly TableVariable[] _single =
    [
        TableVariable.Parameters,
        TableVariable.Tokens,
        TableVariable.Compute,
        TableVariable.Position,
    ];

    /// <summary>In the order in which they are listed to users.</summary>
    public static IReadOnlyList<LawDefinition> All { get; } =
    [
        .. _single.Select(PowerLaw),
        new LawDefinition(
            "L(N,D)",
            "L = E + A/N^alpha + B/D^beta",
            "Hoffmann et al. 2022, eq. 2",
            LossFunction.Huber(),
            [TableVariable.Parameters, TableVariable.Tokens],
            AdditiveLaw.Chinchilla
        ),
        new LawDefinition(
            "L(N,M)",
            "L = E + (a M^eta + b M^-eta) C^-eta",
            "Gadre et al. 2024, eq. 4",
            LossFunction.LeastSquaresOfLoss,
            [TableVariable.Parameters, TableVariable.TokensPerParameter],
            GeneralLaw.Of((data, _) => new OvertrainingForm(data))
        ),
        new LawDefinition(
            "L(N,D,U)",
            "L = E + A/N'^alpha + B/D'^alpha, D' = U + U R_D* (1 - exp(-(D/U - 1)/R_D*))",
            "Muennighoff et al. 2023, eq. 5 and 6",
            LossFunction.Huber(),
            [TableVariable.Parameters, TableVariable.Tokens, TableVariable.UniqueTokens],
            GeneralLaw.Of((data, _) => new DataConstrainedForm(data))
        ),
        new LawDefinition(
            "kaplan",
            "L = ((N_c/N)^(alpha_N/alpha_D) + D_c/D)^alpha_D",
            "Kaplan et al. 2020, eq. 1.5",
            LossFunction.LeastSquares,
            [TableVariable.Parameters, TableVariable.Tokens],
            GeneralLaw.Of((data, _) => new KaplanForm(data))
        ),
        new LawDefinition(
            "L(N,S)",
            "L = (N_c/N)^alpha_N + (S_c/S)^alpha_S",
            "Kaplan et al. 2020, eq. 1.6",
            LossFunction.LeastSquares,
            [TableVariable.Parameters, TableVariable.Steps],
            GeneralLaw.Of((data, _) => new KaplanStepForm(data))
        ),
        .. _single.SelectMany(OneVariableForms),
        .. _single.Select(Curve),
    ];

    /// <summary>The law of that name, whatever its case; <c>chinchilla</c> is L(N,D), <c>gadre</c> L(N,M) and <c>data-constrained</c> L(N,D,U). Null when there is none.</summary>
    public static LawDefinition? Find(string name)
    {
        var known = name.ToUpperInvariant() switch
        {
            "CHINCHILLA" => "L(N,D)",
            "GADRE" => "L(N,M)",
            "DATA-CONSTRAINED" => "L(N,D,U)",
            _ => name,
        };
        return All.FirstOrDefault(law =>
            string.Equals(law.Name, known, StringComparison.OrdinalIgnoreCase)
        );
    }

    /// <summary>Whether a law is one of the additive laws with a solver of their own, which fit ln L only.</summary>
    public static bool IsAdditive(LawDefinition law) =>
        law.Name is "L(N)" or "L(D)" or "L(C)" or "L(t)" or "L(N,D)";

    /// <summary>Whether a law is the automatic extrapolation of one curve, which has no parameters and one estimator.</summary>
    public static bool IsCurve(LawDefinition law) =>
        law.Name.StartsWith("curve(", StringComparison.Ordinal);

    private static LawDefinition Curve(TableVariable variable)
    {
        var x = variable.Symbol();
        return new LawDefinition(
            $"curve({x})",
            $"L = (E + a {x}^-k)^w broken({x})^(1-w)",
            "measured on the 72 vision curves of Alabdulmohsin et al. 2022",
            LossFunction.LeastSquares,
            [variable],
            CurveTableLaw.Fit
        );
    }

    private static LawDefinition PowerLaw(TableVariable variable)
    {
        var x = variable.Symbol();
        return new LawDefinition(
            $"L({x})",
            $"L = L_inf + ({x}0/{x})^alpha",
            "Henighan et al. 2020, eq. 1.1",
            LossFunction.LeastSquares,
            [variable],
            (data, options) => AdditiveLaw.Power(data, options, $"{x}0")
        );
    }

    private static IEnumerable<LawDefinition> OneVariableForms(TableVariable variable)
    {
        var x = variable.Symbol();
        yield return new LawDefinition(
            $"M3({x})",
            $"L = beta (1/{x} + gamma)^c",
            "Alabdulmohsin et al. 2022, section 3",
            LossFunction.LeastSquares,
            [variable],
            GeneralLaw.Of((data, _) => new ShiftedPowerForm(data))
        );
        yield return new LawDefinition(
            $"M4({x})",
            $"(L - E_inf)/(E_0 - L)^alpha = beta {x}^-c",
            "Alabdulmohsin et al. 2022, eq. 2",
            LossFunction.LeastSquares,
            [variable],
            GeneralLaw.Of((data, _) => new SigmoidalPowerForm(data))
        );
        yield return new LawDefinition(
            $"broken({x})",
            $"L = E + b {x}^-c0 (1 + ({x}/d)^(1/f))^(-c1 f)",
            "Caballero et al. 2022, eq. 1",
            LossFunction.LeastSquares,
            [variable],
            GeneralLaw.Of((data, _) => new BrokenPowerForm(data), staysInside: true)
        );
    }
}
