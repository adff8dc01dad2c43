using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>L(N, D) = ((N_c/N)^(alpha_N/alpha_D) + D_c/D)^alpha_D, of early-stopped models (Kaplan et al. 2020, arXiv 2001.08361, eq. 1.5).</summary>
/// <param name="Nc">Scale of the parameters, non-embedding.</param>
/// <param name="Dc">Scale of the data, in tokens.</param>
/// <param name="AlphaN">Exponent of the parameters.</param>
/// <param name="AlphaD">Exponent of the data.</param>
public readonly record struct KaplanLaw(double Nc, double Dc, double AlphaN, double AlphaD)
{
    /// <summary>The joint fit of the paper's table 2.</summary>
    public static KaplanLaw Published { get; } = new(6.4e13, 1.8e13, 0.076, 0.103);

    /// <summary>The predicted loss in nats.</summary>
    public double Loss(double parameters, double tokens) =>
        Elementary.Pow(Elementary.Pow(Nc / parameters, AlphaN / AlphaD) + (Dc / tokens), AlphaD);

    /// <summary>The loss without a limit of data: (N_c/N)^alpha_N.</summary>
    public double LossOfSize(double parameters) => Elementary.Pow(Nc / parameters, AlphaN);

    /// <summary>The loss without a limit of size: (D_c/D)^alpha_D.</summary>
    public double LossOfData(double tokens) => Elementary.Pow(Dc / tokens, AlphaD);

    /// <summary>
    /// By which share the loss lies above that of unlimited data: L(N, D)/L(N, inf) - 1 = (1 + (N/N_c)^(alpha_N/alpha_D) D_c/D)^alpha_D - 1 (eq. 4.3).
    /// </summary>
    public double Overfitting(double parameters, double tokens) =>
        Elementary.Pow(1 + (Elementary.Pow(parameters / Nc, AlphaN / AlphaD) * Dc / tokens), AlphaD)
        - 1;

    /// <summary>The tokens at which the loss of N parameters lies no more than <paramref name="overfitting"/> above that of unlimited data (eq. 4.4).</summary>
    /// <param name="parameters">N.</param>
    /// <param name="overfitting">A share of the loss; the noise between seeds, 0.02, is the paper's choice.</param>
    public double TokensNeeded(double parameters, double overfitting = 0.02) =>
        Dc
        * Elementary.Pow(parameters / Nc, AlphaN / AlphaD)
        / (Elementary.Pow(1 + overfitting, 1 / AlphaD) - 1);

    /// <summary>A lower bound on the step at which a run limited by data stops early: S_c / (L(N, D) - L(N, inf))^(1/alpha_S) (eq. 5.7).</summary>
    public double EarlyStoppingSteps(double parameters, double tokens, KaplanStepLaw steps) =>
        steps.Sc
        * Elementary.Pow(Loss(parameters, tokens) - LossOfSize(parameters), -1 / steps.AlphaS);
}
