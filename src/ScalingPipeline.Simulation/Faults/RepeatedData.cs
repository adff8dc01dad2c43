using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// The training data is used up and begins again: the training loss falls below its siblings' while the evaluation rises above theirs.
/// </summary>
public sealed class RepeatedData : Fault
{
    /// <summary>Share of the schedule at which the data begins again.</summary>
    [FaultSize("at_share_of_run", 0, 0.99)]
    public double At { get; init; } = 0.3;

    /// <summary>Final training loss over the healthy one.</summary>
    [FaultSize("training_factor", 0.1, 1)]
    public double TrainingFactor { get; init; } = 0.85;

    /// <summary>Final evaluation loss over the healthy one.</summary>
    [FaultSize("evaluation_factor", 1, 10)]
    public double EvaluationFactor { get; init; } = 1.06;

    public override string Name => "repeated-data";

    public override string Description =>
        $"training data repeated from {At:P0} of the run on: training loss falls to {TrainingFactor:P0}, evaluation rises to {EvaluationFactor:P0}";

    public override string ExpectedAlert => ExpectedAlerts.TrainEvaluationGap;

    public override IReadOnlyList<string> OtherAlerts =>
        [ExpectedAlerts.TrainingTrend, ExpectedAlerts.FinalLoss];

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.RepeatedData];

    internal override double OnTrainingLoss(double healthy, CurvePoint at) =>
        healthy * (1 + ((TrainingFactor - 1) * Since(at)));

    internal override double OnEvaluationLoss(double healthy, CurvePoint at) =>
        healthy * (1 + ((EvaluationFactor - 1) * Since(at)));

    private double Since(CurvePoint at) => Math.Max(0, at.Progress - At) / (1 - At);
}
