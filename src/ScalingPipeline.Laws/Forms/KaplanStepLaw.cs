using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>L(N, S_min) = (N_c/N)^alpha_N + (S_c/S_min)^alpha_S, of runs limited by steps and not by data (Kaplan et al. 2020, arXiv 2001.08361, eq. 1.6).</summary>
/// <param name="Nc">Scale of the parameters, non-embedding.</param>
/// <param name="Sc">Scale of the steps.</param>
/// <param name="AlphaN">Exponent of the parameters.</param>
/// <param name="AlphaS">Exponent of the steps.</param>
public readonly record struct KaplanStepLaw(double Nc, double Sc, double AlphaN, double AlphaS)
{
    /// <summary>The joint fit of the paper's table 3.</summary>
    public static KaplanStepLaw Published { get; } = new(6.5e13, 2.1e3, 0.077, 0.76);

    /// <summary>The predicted loss in nats after S_min steps, the fewest that reach it at any batch size.</summary>
    public double Loss(double parameters, double steps) =>
        Elementary.Pow(Nc / parameters, AlphaN) + Elementary.Pow(Sc / steps, AlphaS);

    /// <summary>The predicted loss after S steps at a batch size; solves S_min = S / (1 + B_crit(L)/B) together with the law.</summary>
    public double Loss(double parameters, double steps, double batch, CriticalBatch critical)
    {
        // The loss rises as S_min falls, and S_min falls as the loss rises: the fixed point is approached from one side.
        var loss = Loss(parameters, steps);
        for (var i = 0; i < 500; i++)
        {
            var next = Loss(parameters, critical.FewestSteps(steps, batch, loss));
            if (Math.Abs(next - loss) <= 1e-15 * loss)
            {
                break;
            }

            loss = next;
        }

        return loss;
    }
}
