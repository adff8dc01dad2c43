using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>
/// (L - E_inf) / (E_0 - L)^alpha = beta x^-c: a power law that leaves the loss E_0 of a random guess and ends at E_inf
/// ("M4" of Alabdulmohsin et al. 2022, arXiv 2209.06640, eq. 2, with c of the opposite sign).
/// </summary>
/// <param name="EInf">Irreducible loss in nats.</param>
/// <param name="E0">Loss before any learning; above every loss that the law describes.</param>
/// <param name="Alpha">How slowly the start is left; zero makes it a power law with a floor.</param>
/// <param name="Beta">Prefactor.</param>
/// <param name="C">Exponent, positive.</param>
public readonly record struct SigmoidalPowerLaw(
    double EInf,
    double E0,
    double Alpha,
    double Beta,
    double C
)
{
    /// <summary>Halvings of the bracket: enough for the last bit of a double.</summary>
    private const int Halvings = 200;

    /// <summary>The predicted loss in nats, by bisection: the left side of the law rises with L.</summary>
    public double Loss(double x)
    {
        var target = Elementary.Log(Beta) - (C * Elementary.Log(x));
        if (Alpha == 0)
        {
            return EInf + Elementary.Exp(target);
        }

        double low = EInf,
            high = E0;
        for (var i = 0; i < Halvings && high - low > 1e-16 * E0; i++)
        {
            var middle = 0.5 * (low + high);
            if (Elementary.Log(middle - EInf) - (Alpha * Elementary.Log(E0 - middle)) > target)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return 0.5 * (low + high);
    }
}
