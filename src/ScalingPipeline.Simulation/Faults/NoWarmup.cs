using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// The learning rate is at its peak from the first step on: a loss that is higher early, most of which is learned back.
/// </summary>
public sealed class NoWarmup : Fault
{
    /// <summary>Training and evaluation loss early in the run over the healthy ones, less 1.</summary>
    [FaultSize("early_excess", 0, 10)]
    public double EarlyExcess { get; init; } = 0.15;

    /// <summary>What is left of it at the end.</summary>
    [FaultSize("final_excess", 0, 10)]
    public double FinalExcess { get; init; } = 0.01;

    /// <summary>Share of the schedule in which the early excess falls to a third (1/e).</summary>
    private const double Recovery = 0.05;

    public override string Name => "no-warm-up";

    public override string Description =>
        $"no warm-up: the learning rate is at its peak from the first step on, loss {EarlyExcess:P0} higher early";

    public override string ExpectedAlert => ExpectedAlerts.LearningRateSchedule;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Schedule];

    internal override int WarmupSteps(int healthy) => 0;

    internal override double GradientFactorAt(CurvePoint at) => 1 + Early(at);

    internal override double OnTrainingLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    internal override double OnEvaluationLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    // An untrained model has nothing to lose.
    private double Worse(double healthy, CurvePoint at) =>
        Math.Min(
            at.InitialLoss,
            healthy * (1 + FinalExcess + ((EarlyExcess - FinalExcess) * Early(at)))
        );

    private static double Early(CurvePoint at) => Elementary.Exp(-at.Progress / Recovery);
}
