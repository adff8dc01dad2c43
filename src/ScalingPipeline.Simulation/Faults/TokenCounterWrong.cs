using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>The token counter misses a factor, as when it counts one worker or one accumulation step only.</summary>
public sealed class TokenCounterWrong : Fault
{
    /// <summary>Tokens counted for each token seen is 1 over this.</summary>
    [FaultSize("divisor", 1, 1000000)]
    public int Divisor { get; init; } = 8;

    public override string Name => "tokens-counter-wrong";

    public override string Description =>
        $"tokens_seen counts one worker of {Divisor}: {Divisor} times too small";

    public override string ExpectedAlert => ExpectedAlerts.TokenCount;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Logging];

    internal override void OnTrainingLog(TrainingLog log, RunPlan plan, SeededRandom random)
    {
        foreach (ref var tokens in log.TokensSeen.AsSpan())
        {
            tokens /= Divisor;
        }
    }
}
