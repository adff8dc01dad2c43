using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// A restart restores the weights but not the moments of the optimizer: the loss jumps and is learned back.
/// </summary>
public sealed class OptimizerReset : Fault
{
    /// <summary>Share of the schedule at which the job restarts.</summary>
    [FaultSize("at_share_of_run", 0, 1)]
    public double At { get; init; } = 0.5;

    /// <summary>Loss after the restart over the loss before.</summary>
    [FaultSize("height", 1, 100)]
    public double Height { get; init; } = 1.25;

    /// <summary>Share of the schedule in which the rise falls to a third (1/e).</summary>
    [FaultSize("recovery_share_of_run", 0.0001, 1)]
    public double Recovery { get; init; } = 0.02;

    public override string Name => "optimizer-reset";

    public override string Description =>
        $"optimizer moments lost in a restart at {At:P0} of the run: loss jumps to {Height:P0} and is learned back";

    public override string ExpectedAlert => ExpectedAlerts.Step;

    public override IReadOnlyList<string> OtherAlerts => [ExpectedAlerts.Spike];

    public override IReadOnlyList<string> ExpectedCauses =>
        [ExpectedCause.OptimizerState, ExpectedCause.Open];

    internal override double GradientFactorAt(CurvePoint at) => 1 + (2 * RemainderAt(at));

    internal override double OnTrainingLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    internal override double OnEvaluationLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    private double Worse(double healthy, CurvePoint at) =>
        healthy * (1 + ((Height - 1) * RemainderAt(at)));

    private double RemainderAt(CurvePoint at) =>
        at.Progress < At ? 0 : Elementary.Exp(Math.Max(-60, (At - at.Progress) / Recovery));
}
