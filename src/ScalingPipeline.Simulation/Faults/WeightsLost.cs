using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// A restart does not restore the weights: step, clock and learning rate go on, the loss begins anew at ln(vocabulary).
/// </summary>
public sealed class WeightsLost : Fault
{
    /// <summary>Share of the schedule at which the job restarts.</summary>
    [FaultSize("at_share_of_run", 0, 1)]
    public double At { get; init; } = 0.5;

    public override string Name => "weights-lost";

    public override string Description =>
        $"weights not restored in a restart at {At:P0} of the run: the loss begins anew at ln(vocabulary)";

    public override string ExpectedAlert => ExpectedAlerts.Step;

    public override IReadOnlyList<string> OtherAlerts =>
        [ExpectedAlerts.Spike, ExpectedAlerts.FinalLoss, ExpectedAlerts.TrainingTrend];

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.WeightsLost];

    internal override int Worth(CurvePoint at)
    {
        var restart = (int)(At * at.TotalSteps);
        return at.Updates < restart ? at.Updates : at.Updates - restart;
    }
}
