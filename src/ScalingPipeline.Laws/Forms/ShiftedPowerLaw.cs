using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>L(x) = beta (1/x + gamma)^c: a power law that saturates ("M3" of Alabdulmohsin et al. 2022, arXiv 2209.06640, section 3).</summary>
/// <param name="Beta">Prefactor.</param>
/// <param name="Gamma">Inverse of the scale at which the law saturates, in the inverse unit of x; zero for a pure power law.</param>
/// <param name="C">Exponent, positive.</param>
public readonly record struct ShiftedPowerLaw(double Beta, double Gamma, double C)
{
    /// <summary>The loss that no scale goes below: beta gamma^c.</summary>
    public double Floor => Beta * Elementary.Pow(Gamma, C);

    /// <summary>The predicted loss in nats.</summary>
    public double Loss(double x) => Beta * Elementary.Pow((1 / x) + Gamma, C);
}
