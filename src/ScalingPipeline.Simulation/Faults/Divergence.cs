using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>The run falls apart: its loss climbs back towards the uniform prediction and stays there.</summary>
public sealed class Divergence : Fault
{
    /// <summary>Share of the schedule at which it starts.</summary>
    [FaultSize("at_share_of_run", 0, 1)]
    public double At { get; init; } = 0.6;

    /// <summary>Share of the schedule that the climb takes.</summary>
    [FaultSize("climb_share_of_run", 0.001, 1)]
    public double Climb { get; init; } = 0.15;

    /// <summary>How much of the way back to ln(vocabulary) it goes, 0 to 1.</summary>
    [FaultSize("share_of_learning_lost", 0, 1)]
    public double Loss { get; init; } = 0.8;

    public override string Name => "divergence";

    public override string Description =>
        $"loss climbs from {At:P0} of the run on, {Loss:P0} of the way back to ln(vocabulary), and stays";

    public override string ExpectedAlert => ExpectedAlerts.FinalLoss;

    public override IReadOnlyList<string> ExpectedCauses =>
        [ExpectedCause.Divergence, ExpectedCause.Open];

    internal override double GradientFactorAt(CurvePoint at) => 1 + (20 * LostAt(at));

    internal override double OnTrainingLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    internal override double OnEvaluationLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    private double Worse(double healthy, CurvePoint at) =>
        healthy + (Loss * LostAt(at) * (at.InitialLoss - healthy));

    private double LostAt(CurvePoint at) => Math.Clamp((at.Progress - At) / Climb, 0, 1);
}
