namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>Where the parts of a per-step training log lie and what their columns are called.</summary>
public sealed record TrainingDefinition(BlobPattern Path, TrainingColumns Columns);

/// <summary>Column names; all but step and loss may be missing from a file.</summary>
public sealed record TrainingColumns
{
    public string Step { get; init; } = "step";

    public string Tokens { get; init; } = "tokens_seen";

    public string Loss { get; init; } = "loss";

    public string LearningRate { get; init; } = "lr";

    public string GradientNorm { get; init; } = "grad_norm";

    public string ElapsedSeconds { get; init; } = "elapsed_s";
}
