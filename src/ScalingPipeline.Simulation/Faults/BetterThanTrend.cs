using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>The evaluation set leaked into the training data: the evaluation falls below the trend while training stays on it.</summary>
public sealed class BetterThanTrend : Fault
{
    /// <summary>Final evaluation loss over the healthy one.</summary>
    [FaultSize("evaluation_factor", 0.1, 10)]
    public double EvaluationFactor { get; init; } = 0.8;

    public override string Name => "better-than-trend";

    public override string Description =>
        $"evaluation set leaked into training: evaluation loss falls to {EvaluationFactor:P0} of the trend";

    public override string ExpectedAlert => ExpectedAlerts.FinalLoss;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.EvaluationLeak];

    internal override double OnEvaluationLoss(double healthy, CurvePoint at) =>
        healthy * (1 - ((1 - EvaluationFactor) * at.Progress));
}
