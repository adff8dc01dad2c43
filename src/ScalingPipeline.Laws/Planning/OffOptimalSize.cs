using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Planning;

/// <summary>What a model of another size than the optimal one costs.</summary>
public static class OffOptimalSize
{
    /// <summary>
    /// How many times the compute a model of <paramref name="factor"/> times the optimal size takes to reach the loss that the optimal one reaches with
    /// <paramref name="compute"/>; null when that size never reaches it.
    /// </summary>
    public static double? ExtraCompute(ChinchillaLaw law, double compute, double factor)
    {
        var parameters = factor * law.OptimalParameters(compute);
        return TargetLoss.TokensFor(law, parameters, law.FrontierLoss(compute)) is { } tokens
            ? TrainingCompute.Flops(parameters, tokens) / compute
            : null;
    }

    /// <summary>How much higher the loss is, in nats, when the same compute is spent on a model of <paramref name="factor"/> times the optimal size.</summary>
    public static double ExtraLoss(ChinchillaLaw law, double compute, double factor)
    {
        var parameters = factor * law.OptimalParameters(compute);
        var tokens = compute / (TrainingCompute.FlopPerParameterToken * parameters);
        return law.Loss(parameters, tokens) - law.FrontierLoss(compute);
    }

    /// <summary>
    /// The same for L(N, S): S/S_opt = (1 + alpha_S/alpha_N (1 - k^-alpha_N))^(-1/alpha_S) steps at k = N/N_opt (Kaplan et al. 2020, arXiv 2001.08361, appendix B.4); null when that size
    /// never reaches the loss.
    /// </summary>
    public static double? Steps(KaplanStepLaw law, double factor)
    {
        var left = 1 + (law.AlphaS / law.AlphaN * (1 - Elementary.Pow(factor, -law.AlphaN)));
        return left > 0 ? Elementary.Pow(left, -1 / law.AlphaS) : null;
    }

    /// <summary>The compute that goes with <see cref="Steps(KaplanStepLaw, double)"/>: k S/S_opt (Kaplan et al. 2020, appendix B.4).</summary>
    public static double? ExtraCompute(KaplanStepLaw law, double factor) =>
        factor * Steps(law, factor);

    /// <summary>By which share the loss of compute-efficient training lies above the converged loss of the same size: alpha_N/alpha_S, about 10 % (Kaplan et al. 2020, section 6 and appendix B).</summary>
    public static double EfficientAboveConverged(KaplanStepLaw law) => law.AlphaN / law.AlphaS;
}
