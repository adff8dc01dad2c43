using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// A share q of the training targets is random. The best that a model can do is to mix its prediction with the uniform one: a right target then costs
/// ln 1/(1 - q) more, also in evaluation, and a random one ln(vocabulary / q).
/// </summary>
public sealed class CorruptedTargets : Fault
{
    /// <summary>q.</summary>
    [FaultSize("share_of_targets", 0.001, 0.999)]
    public double Share { get; init; } = 0.1;

    public override string Name => "corrupted-targets";

    public override string Description => $"{Share:P0} of the training targets are random";

    public override string ExpectedAlert => ExpectedAlerts.TrainEvaluationGap;

    public override IReadOnlyList<string> OtherAlerts =>
        [ExpectedAlerts.TrainingTrend, ExpectedAlerts.FinalLoss];

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.CorruptedData];

    private double Doubt => -Elementary.Log(1 - Share);

    internal override double OnTrainingLoss(double healthy, CurvePoint at)
    {
        var random = at.InitialLoss - Elementary.Log(Share);
        var excess = ((1 - Share) * Doubt) + (Share * (random - healthy));
        return healthy + (LearnedShare.Of(healthy, at.InitialLoss) * excess);
    }

    internal override double OnEvaluationLoss(double healthy, CurvePoint at) =>
        healthy + (LearnedShare.Of(healthy, at.InitialLoss) * Doubt);
}
