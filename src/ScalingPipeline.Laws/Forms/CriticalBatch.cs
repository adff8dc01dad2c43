using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>
/// B_crit(L) = B_star / L^(1/alpha_B): the batch size at which a run takes twice the fewest steps and twice the fewest tokens
/// (Kaplan et al. 2020, arXiv 2001.08361, eq. 5.3; McCandlish et al. 2018).
/// </summary>
/// <param name="Scale">B_star, in tokens.</param>
/// <param name="AlphaB">Exponent.</param>
public readonly record struct CriticalBatch(double Scale, double AlphaB)
{
    /// <summary>The paper's section 5.1: 2e8 tokens, 0.21.</summary>
    public static CriticalBatch Published { get; } = new(2e8, 0.21);

    /// <summary>B_crit in tokens at a loss in nats.</summary>
    public double At(double loss) => Scale * Elementary.Pow(loss, -1 / AlphaB);

    /// <summary>S_min = S / (1 + B_crit/B): the fewest steps that reach what S steps at batch size B reached (eq. 5.4).</summary>
    public double FewestSteps(double steps, double batch, double loss) =>
        steps / (1 + (At(loss) / batch));

    /// <summary>C_min = C / (1 + B/B_crit): the least compute that reaches what C at batch size B reached (eq. 5.5).</summary>
    public double LeastCompute(double compute, double batch, double loss) =>
        compute / (1 + (batch / At(loss)));

    /// <summary>By which share the loss falls while the critical batch doubles: 1 - 2^-alpha_B, 13 % with the published exponent.</summary>
    public double LossDecreasePerDoubling => 1 - Elementary.Pow(2, -AlphaB);
}
