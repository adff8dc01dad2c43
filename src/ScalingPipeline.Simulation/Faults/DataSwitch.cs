using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// The training mixture changes in mid-run to easier data: the training loss steps down at once while the evaluation slowly gets worse.
/// </summary>
public sealed class DataSwitch : Fault
{
    /// <summary>Share of the schedule at which the mixture changes.</summary>
    [FaultSize("at_share_of_run", 0, 1)]
    public double At { get; init; } = 0.5;

    /// <summary>Training loss after over before.</summary>
    [FaultSize("training_factor", 0.1, 10)]
    public double TrainingFactor { get; init; } = 0.82;

    /// <summary>Final evaluation loss over the healthy one.</summary>
    [FaultSize("evaluation_factor", 0.1, 10)]
    public double EvaluationFactor { get; init; } = 1.08;

    public override string Name => "data-switch";

    public override string Description =>
        $"easier training data from {At:P0} of the run on: training loss steps to {TrainingFactor:P0}, evaluation drifts to {EvaluationFactor:P0}";

    public override string ExpectedAlert => ExpectedAlerts.FinalLoss;

    public override IReadOnlyList<string> OtherAlerts => [ExpectedAlerts.TrainingTrend];

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.DataSwitch];

    internal override double OnTrainingLoss(double healthy, CurvePoint at) =>
        at.Progress < At ? healthy : healthy * TrainingFactor;

    internal override double OnEvaluationLoss(double healthy, CurvePoint at) =>
        at.Progress < At
            ? healthy
            : healthy * (1 + ((EvaluationFactor - 1) * (at.Progress - At) / (1 - At)));
}
