using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// The peak learning rate is far too high: the run starts as its siblings do and then stays ever further above them, smoothly, in
/// training and evaluation alike, with small gradients. Modelled on a real run of the kind: no rule that looks at this curve alone finds it.
/// </summary>
public sealed class LearningRateTooHigh : Fault
{
    private const double GradientShare = 0.2;

    /// <summary>Peak rate over the healthy one.</summary>
    [FaultSize("rate_factor", 1, 1000)]
    public double RateFactor { get; init; } = 30;

    /// <summary>Final loss over the healthy one, less 1.</summary>
    [FaultSize("final_excess", 0, 10)]
    public double Excess { get; init; } = 0.3;

    public override string Name => "learning-rate-too-high";

    public override string Description =>
        $"peak learning rate {RateFactor} times too high: loss smoothly worse, {Excess:P0} at the end";

    public override string ExpectedAlert => ExpectedAlerts.FinalLoss;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.RateTooHigh];

    internal override double LearningRateFactor => RateFactor;

    internal override bool Clips => false;

    internal override double GradientFactorAt(CurvePoint at) =>
        1 - ((1 - GradientShare) * Math.Sqrt(at.Progress));

    internal override double OnTrainingLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    internal override double OnEvaluationLoss(double healthy, CurvePoint at) => Worse(healthy, at);

    private double Worse(double healthy, CurvePoint at) =>
        healthy * Elementary.Exp(Elementary.Log(1 + Excess) * Math.Sqrt(at.Progress));
}
