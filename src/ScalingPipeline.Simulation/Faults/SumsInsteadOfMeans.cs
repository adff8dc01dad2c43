using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>The training loss is the sum over a sequence, not the mean over tokens: n_ctx times too large. Evaluation logs are per token and stay right.</summary>
public sealed class SumsInsteadOfMeans : Fault
{
    public override string Name => "sums-instead-of-means";

    public override string Description =>
        "training losses summed over each sequence; the run declares nats per token";

    public override string ExpectedAlert => ExpectedAlerts.UnitMismatch;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Logging];

    internal override void OnTrainingLog(TrainingLog log, RunPlan plan, SeededRandom random)
    {
        foreach (ref var loss in log.Loss.AsSpan())
        {
            loss *= plan.Domain.ContextLength;
        }
    }
}
