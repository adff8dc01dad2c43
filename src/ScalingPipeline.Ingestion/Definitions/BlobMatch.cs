namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>What a blob is, by its name.</summary>
public abstract record BlobMatch(PipelineDefinition Definition, PatternCaptures Captures)
{
    public string Domain => Definition.Domain;

    public string Run => Captures.Run;

    /// <summary>The leading folders before the part of the name that the definition describes.</summary>
    public string Root => Captures.Root;
}

/// <summary>A run's declaration.</summary>
public sealed record MetadataMatch(PipelineDefinition Definition, PatternCaptures Captures)
    : BlobMatch(Definition, Captures);

/// <summary>A part of a run's per-step log.</summary>
public sealed record TrainingMatch(
    PipelineDefinition Definition,
    PatternCaptures Captures,
    TrainingDefinition Training
) : BlobMatch(Definition, Captures);

/// <summary>An evaluation of a run at a step.</summary>
public sealed record EvaluationMatch(
    PipelineDefinition Definition,
    PatternCaptures Captures,
    EvaluationDefinition Evaluation
) : BlobMatch(Definition, Captures)
{
    public long Step =>
        Captures.Step ?? throw new InvalidOperationException("The pattern captures no step.");
}
