using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>y = (x/x0)^k, a pure power law that rises: the optimal size N_opt(C) = (C/C0)^k (Henighan et al. 2020, table 1).</summary>
/// <param name="X0">Where y is one, in the unit of x.</param>
/// <param name="Exponent">The exponent k.</param>
public readonly record struct PowerRelation(double X0, double Exponent)
{
    public double At(double x) => Elementary.Pow(x / X0, Exponent);
}
