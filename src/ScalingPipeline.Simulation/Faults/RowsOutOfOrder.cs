using ScalingPipeline.Simulation.Curves;
using ScalingPipeline.Simulation.Ladder;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// Two parts of the log were merged in the wrong order and their rows numbered anew: the second and the third fifth of the run are exchanged. Steps and token
/// counts look right, the clock runs backwards.
/// </summary>
public sealed class RowsOutOfOrder : Fault
{
    public override string Name => "rows-out-of-order";

    public override string Description =>
        $"second and third fifth of the training log exchanged and numbered anew";

    public override string ExpectedAlert => ExpectedAlerts.ClockBackwards;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Logging];

    internal override void OnTrainingLog(TrainingLog log, RunPlan plan, SeededRandom random)
    {
        foreach (
            var column in new[] { log.Loss, log.LearningRate, log.GradientNorm, log.ElapsedSeconds }
        )
        {
            var fifth = column.Length / 5;
            var second = column[fifth..(2 * fifth)];
            column.AsSpan(2 * fifth, fifth).CopyTo(column.AsSpan(fifth));
            second.CopyTo(column.AsSpan(2 * fifth));
        }
    }
}
