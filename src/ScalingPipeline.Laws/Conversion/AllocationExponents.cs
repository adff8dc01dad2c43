namespace ScalingPipeline.Laws.Conversion;

/// <summary>Between the exponents of the loss, alpha of N and beta of D, and those of the optimal allocation, N_opt ~ C^a and D_opt ~ C^b (Hoffmann et al. 2022, arXiv 2203.15556, eq. 4).</summary>
/// <param name="A">Exponent of N_opt(C): beta/(alpha + beta).</param>
/// <param name="Frontier">Exponent of the frontier L(C) - E: alpha beta/(alpha + beta).</param>
public readonly record struct AllocationExponents(double A, double Frontier)
{
    /// <summary>Exponent of D_opt(C).</summary>
    public double B => 1 - A;

    /// <summary>Exponent of N in the loss: Frontier/a.</summary>
    public double Alpha => Frontier / A;

    /// <summary>Exponent of D in the loss: Frontier/b.</summary>
    public double Beta => Frontier / B;

    /// <summary>Exponent of D_opt as a function of N_opt: (1 - a)/a (Henighan et al. 2020, arXiv 2010.14701, section 3.2).</summary>
    public double TokensOfParameters => B / A;

    public static AllocationExponents OfLoss(double alpha, double beta) =>
        new(beta / (alpha + beta), alpha * beta / (alpha + beta));

    /// <summary>
    /// The exponent of L(C_min) of Kaplan et al. 2020 (arXiv 2001.08361, section 6 and appendix B): 1/(1/alpha_S + 1/alpha_B + 1/alpha_N), 0.054 with the published ones.
    /// </summary>
    public static double KaplanFrontier(double alphaN, double alphaS, double alphaB) =>
        1 / ((1 / alphaS) + (1 / alphaB) + (1 / alphaN));

    /// <summary>The exponent of N_opt(C_min): alpha_C/alpha_N (Kaplan et al. 2020, section 6 and appendix B), 0.71 with the published ones.</summary>
    public static double KaplanAllocation(double alphaN, double alphaS, double alphaB) =>
        KaplanFrontier(alphaN, alphaS, alphaB) / alphaN;
}
