namespace ScalingPipeline.Simulation.Curves;

/// <summary>The per-step log of a run: columns of equal length. Faults may change values, not lengths.</summary>
internal sealed class TrainingLog(int steps)
{
    public int Count => Step.Length;

    /// <summary>1-based.</summary>
    public long[] Step { get; } = new long[steps];

    /// <summary>Tokens seen after the step.</summary>
    public long[] TokensSeen { get; } = new long[steps];

    /// <summary>Mean loss of the batch before the update of the step, in the unit logged.</summary>
    public float[] Loss { get; } = new float[steps];

    public float[] LearningRate { get; } = new float[steps];

    /// <summary>Before clipping.</summary>
    public float[] GradientNorm { get; } = new float[steps];

    /// <summary>Wall time since the start of the run.</summary>
    public float[] ElapsedSeconds { get; } = new float[steps];
}
