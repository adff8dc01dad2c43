using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>All losses are logged in bits while the run declares nats.</summary>
public sealed class LoggedInBits : Fault
{
    private const double BitsPerNat = 1.4426950408889634;

    public override string Name => "logged-in-bits";

    public override string Description => "all losses logged in bits; the run declares nats";

    public override string ExpectedAlert => ExpectedAlerts.UnitMismatch;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Logging];

    public override IReadOnlyList<KeyValuePair<string, double>> Parameters =>
        [new("loss_factor", BitsPerNat)];

    internal override void OnTrainingLog(TrainingLog log, RunPlan plan, SeededRandom random) =>
        Scale(log.Loss);

    internal override void OnEvaluationLosses(Span<float> losses, SeededRandom random) =>
        Scale(losses);

    private static void Scale(Span<float> losses)
    {
        foreach (ref var loss in losses)
        {
            loss = (float)(loss * BitsPerNat);
        }
    }
}
