using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Curves;

/// <summary>L(s) = L0 + A S_1^-alpha - C S_2: a learning curve from the area under its schedule and the annealed part of it (Tissue et al. 2024, arXiv 2408.11029, eq. 2).</summary>
/// <param name="L0">Loss of endless training, in nats.</param>
/// <param name="A">Prefactor of the forward area.</param>
/// <param name="Alpha">Exponent of the forward area.</param>
/// <param name="C">Gain for each unit of annealing area.</param>
/// <param name="Decay">lambda of the annealing momentum.</param>
public readonly record struct AnnealingLaw(
    double L0,
    double A,
    double Alpha,
    double C,
    double Decay
)
{
    /// <summary>The predicted loss in nats after a step of a schedule.</summary>
    public double Loss(LearningRateSchedule schedule, int step) =>
        L0
        + (A * Elementary.Pow(schedule.ForwardArea(step), -Alpha))
        - (C * schedule.AnnealingArea(step, Decay));
}
