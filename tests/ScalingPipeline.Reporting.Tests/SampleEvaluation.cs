using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Reporting.Tests;

/// <summary>An evaluation of 384 sequences whose loss falls along the context.</summary>
internal static class SampleEvaluation
{
    private const int Sequences = 384;

    /// <param name="step">The step.</param>
    /// <param name="mean">Nats a token.</param>
    /// <param name="context">Positions of a sequence.</param>
    public static EvaluationCheckpoint At(long step, double mean, int context) =>
        new()
        {
            Set = "held-out",
            Step = step,
            All = Statistics(mean, Sequences * context),
            Profile = new PositionProfile([
                .. Enumerable
                    .Range(0, PositionBuckets.CountFor(context))
                    .Select(b =>
                        Statistics(
                            mean * (0.86 + (0.6 * Math.Pow(PositionBuckets.Centre(b), -0.5))),
                            Sequences
                        )
                    ),
            ]),
        };

    private static LossStatistics Statistics(double mean, long tokens) =>
        new()
        {
            Sum = mean * tokens,
            Tokens = tokens,
            Sequences = Sequences,
            SequenceTokenSquares = (double)tokens * tokens / Sequences,
            SequenceProducts = mean * tokens * tokens / Sequences,
            SequenceSquares = mean * mean * tokens * tokens / Sequences * 1.01,
        };
}
