using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>The training loss jumps and comes back within a few dozen steps.</summary>
public sealed class LossSpike : Fault
{
    /// <summary>Share of the schedule at which it starts.</summary>
    [FaultSize("at_share_of_run", 0, 1)]
    public double At { get; init; } = 0.55;

    /// <summary>Loss at the top over the loss before.</summary>
    [FaultSize("height", 1, 100)]
    public double Height { get; init; } = 2;

    /// <summary>Steps after which the rise has fallen to a third (1/e).</summary>
    [FaultSize("recovery_steps", 1, 10000)]
    public double RecoverySteps { get; init; } = 8;

    public override string Name => "loss-spike";

    public override string Description =>
        $"training loss jumps to {Height} times its level at {At:P0} of the run and recovers";

    public override string ExpectedAlert => ExpectedAlerts.Spike;

    public override IReadOnlyList<string> ExpectedCauses =>
        [ExpectedCause.Batch, ExpectedCause.Open];

    internal override double GradientFactorAt(CurvePoint at) => 1 + (10 * RemainderAt(at));

    internal override double OnTrainingLoss(double healthy, CurvePoint at) =>
        healthy * (1 + ((Height - 1) * RemainderAt(at)));

    private double RemainderAt(CurvePoint at)
    {
        var since = at.Updates - Math.Floor(At * at.TotalSteps);
        // Sixty recovery times on, nothing is left that a number could hold.
        return since < 0 || since > 60 * RecoverySteps ? 0 : Elementary.Exp(-since / RecoverySteps);
    }
}
