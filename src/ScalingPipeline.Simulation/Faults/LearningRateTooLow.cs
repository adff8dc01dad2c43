using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// The peak learning rate is far too low: the run learns the same in many more steps, smoothly, in training and evaluation alike.
/// </summary>
public sealed class LearningRateTooLow : Fault
{
    /// <summary>Healthy peak rate over the peak rate.</summary>
    [FaultSize("rate_divisor", 1, 1000)]
    public double RateDivisor { get; init; } = 8;

    /// <summary>Steps that it takes for what a healthy run learns in one.</summary>
    [FaultSize("slowness", 1, 1000)]
    public double Slowness { get; init; } = 5;

    public override string Name => "learning-rate-too-low";

    public override string Description =>
        $"peak learning rate {RateDivisor} times too low: {Slowness} steps for what a healthy run learns in one";

    public override string ExpectedAlert => ExpectedAlerts.FinalLoss;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.RateTooLow];

    internal override double LearningRateFactor => 1 / RateDivisor;

    internal override int Worth(CurvePoint at) => (int)(at.Updates / Slowness);
}
