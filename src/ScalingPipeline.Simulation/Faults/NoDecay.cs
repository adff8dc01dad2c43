using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// The learning rate stays at its peak after warm-up: the loss that a decay gains in the last part of a run is not gained.
/// </summary>
public sealed class NoDecay : Fault
{
    private const double Since = 0.5;

    /// <summary>Warm-up ends before this share of the schedule.</summary>
    private const double WarmupAtMost = 0.1;

    /// <summary>Final loss over the healthy one, less 1.</summary>
    [FaultSize("final_excess", 0, 10)]
    public double Excess { get; init; } = 0.06;

    public override string Name => "no-decay";

    public override string Description =>
        $"learning rate not decayed: loss {Excess:P0} higher at the end";

    public override string ExpectedAlert => ExpectedAlerts.LearningRateSchedule;

    public override IReadOnlyList<string> OtherAlerts =>
        [ExpectedAlerts.FinalLoss, ExpectedAlerts.TrainingTrend];

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Schedule];

    internal override string Schedule => "constant";

    internal override double RateShare(double healthy, CurvePoint at) =>
        healthy < 1 && at.Progress < WarmupAtMost ? healthy : 1;

    internal override double OnTrainingLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    internal override double OnEvaluationLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    private double Worse(double healthy, CurvePoint at) =>
        healthy * (1 + (Excess * Math.Max(0, at.Progress - Since) / (1 - Since)));
}
