using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>
/// L(x) = E + b x^-c0 (1 + (x/d)^(1/f))^(-c1 f): a power law that turns smoothly into another at d (Caballero et al. 2022, arXiv 2210.14891, eq. 1, one break).
/// It explains a break inside its data. What lies beyond them it does not know: a further break could not be seen.
/// </summary>
/// <param name="E">Irreducible loss in nats.</param>
/// <param name="B">Prefactor.</param>
/// <param name="C0">Exponent before the break.</param>
/// <param name="C1">What the break adds to the exponent.</param>
/// <param name="D">Where the break is, in the unit of x.</param>
/// <param name="F">Its width in ln x.</param>
/// <param name="LargestX">The largest x that the law was fitted to.</param>
public readonly record struct BrokenPowerLaw(
    double E,
    double B,
    double C0,
    double C1,
    double D,
    double F,
    double LargestX
)
{
    /// <summary>Exponent after the break: c0 + c1.</summary>
    public double ExponentAfter => C0 + C1;

    /// <summary>The fitted loss in nats, or null beyond the data: the law refuses to forecast.</summary>
    public double? Loss(double x)
    {
        if (x > LargestX * (1 + 1e-12))
        {
            return null;
        }

        // ln(1 + exp z) without overflow
        var z = Elementary.Log(x / D) / F;
        var softplus = Elementary.Softplus(z);
        return E + (B * Elementary.Exp((-C0 * Elementary.Log(x)) - (C1 * F * softplus)));
    }
}
