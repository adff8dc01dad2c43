using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Frontier;

/// <summary>The final losses that one compute budget reached with models of different size.</summary>
/// <param name="Points">In order of compute, then size.</param>
/// <param name="Parabola">Null when the points show no optimum.</param>
/// <param name="Reason">Why there is no parabola, in words; null when there is one.</param>
public sealed record IsoFlopProfile(
    IReadOnlyList<FrontierPoint> Points,
    IsoFlopParabola? Parabola,
    string? Reason
);

/// <summary>L = L_opt + k ln(N/N_opt)^2 of one budget (Hoffmann et al. 2022, arXiv 2203.15556, section 3.2).</summary>
/// <param name="Optimum">Its vertex.</param>
/// <param name="Curvature">k in nats, positive.</param>
/// <param name="Smallest">N of the smallest model that it was drawn through.</param>
/// <param name="Largest">N of the largest.</param>
public sealed record IsoFlopParabola(
    OptimalPair Optimum,
    double Curvature,
    double Smallest,
    double Largest
)
{
    /// <summary>The loss in nats of N parameters with this budget.</summary>
    public double Loss(double parameters)
    {
        var u = Elementary.Log(parameters / Optimum.Parameters);
        return Optimum.Loss + (Curvature * u * u);
    }
}
