using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>What one blob adds to the statistics of one run.</summary>
public abstract record Contribution
{
    public required string Domain { get; init; }

    public required string Run { get; init; }

    /// <summary>
    /// The contributions that must agree with one another: <c>metadata</c>, <c>training</c>, or <c>evaluation/SET/STEP</c>.
    /// </summary>
    public abstract string Group { get; }

    /// <summary>The steps (training) or sequence ids (evaluation) it speaks of; empty for metadata.</summary>
    public required Coverage Coverage { get; init; }
}

/// <summary>A run's declaration.</summary>
public sealed record RunMetadataContribution(RunMetadata Metadata) : Contribution
{
    public override string Group => "metadata";
}

/// <summary>A part of a run's per-step training log.</summary>
public sealed record TrainingContribution(TrainingSeries Series) : Contribution
{
    public override string Group => "training";
}

/// <summary>A checkpoint's evaluation, or a part of it.</summary>
public sealed record EvaluationContribution(EvaluationCheckpoint Checkpoint) : Contribution
{
    public override string Group => $"evaluation/{Checkpoint.Set}/{Checkpoint.Step}";
}
