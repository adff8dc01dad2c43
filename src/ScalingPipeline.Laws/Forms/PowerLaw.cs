using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forms;

/// <summary>
/// L(x) = L_inf + (x0/x)^alpha in one variable: parameters N, tokens D, compute C or context position t
/// (Henighan et al. 2020, arXiv 2010.14701, eq. 1.1).
/// </summary>
/// <param name="LInf">Irreducible loss in nats; zero for a pure power law.</param>
/// <param name="X0">Scale in the unit of x: where the reducible loss is one nat.</param>
/// <param name="Alpha">Scaling exponent, positive.</param>
public readonly record struct PowerLaw(double LInf, double X0, double Alpha)
{
    /// <summary>The predicted loss in nats.</summary>
    public double Loss(double x) => LInf + ReducibleLoss(x);

    /// <summary>The part of the loss that scale removes, (x0/x)^alpha, in nats (eq. 1.2).</summary>
    public double ReducibleLoss(double x) => Elementary.Pow(X0 / x, Alpha);

    /// <summary>The x at which the law reaches <paramref name="loss"/>; positive infinity at or below the irreducible loss.</summary>
    public double XAtLoss(double loss) =>
        loss > LInf ? X0 * Elementary.Pow(loss - LInf, -1 / Alpha) : double.PositiveInfinity;
}
