using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>Scattered training steps and evaluation tokens have NaN for a loss.</summary>
public sealed class NanRows : Fault
{
    [FaultSize("share_of_rows", 0, 1)]
    public double Share { get; init; } = 0.06;

    public override string Name => "nan-rows";

    public override string Description => $"{Share:P0} of all losses are NaN, scattered";

    public override string ExpectedAlert => ExpectedAlerts.NonFinite;

    public override IReadOnlyList<string> ExpectedCauses =>
        [ExpectedCause.Logging, ExpectedCause.Open];

    internal override void OnTrainingLog(TrainingLog log, RunPlan plan, SeededRandom random) =>
        Scatter(log.Loss, random);

    internal override void OnEvaluationLosses(Span<float> losses, SeededRandom random) =>
        Scatter(losses, random);

    private void Scatter(Span<float> losses, SeededRandom random)
    {
        foreach (ref var loss in losses)
        {
            if (random.NextUniform() < Share)
            {
                loss = float.NaN;
            }
        }
    }
}
