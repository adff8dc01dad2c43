namespace ScalingPipeline.Runs;

/// <summary>The per-step training log of a run: columns of equal length, ordered by step, each step once.</summary>
/// <remarks>A column that the log does not have, or a value that is missing, is NaN.</remarks>
public sealed record TrainingSeries
{
    public static TrainingSeries Empty { get; } =
        new()
        {
            Step = [],
            Tokens = [],
            Loss = [],
            LearningRate = [],
            GradientNorm = [],
            ElapsedSeconds = [],
        };

    /// <summary>Optimizer step, 1-based.</summary>
    public required long[] Step { get; init; }

    /// <summary>Tokens seen after the step, as logged.</summary>
    public required long[] Tokens { get; init; }

    /// <summary>Mean loss of the batch in nats per token, before the update of the step.</summary>
    public required double[] Loss { get; init; }

    public required float[] LearningRate { get; init; }

    /// <summary>Gradient norm before clipping.</summary>
    public required float[] GradientNorm { get; init; }

    public required float[] ElapsedSeconds { get; init; }

    public int Count => Step.Length;
}
