using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>What is read of one domain, and how: one file of <c>pipelines/</c>.</summary>
public sealed record PipelineDefinition
{
    public required string Domain { get; init; }

    public string? Description { get; init; }

    /// <summary>The file it was read from, as shown to people.</summary>
    public required string File { get; init; }

    /// <summary>How a run's family is named out of its declaration.</summary>
    public required FamilyTemplate Family { get; init; }

    /// <summary>Context positions 1..this weigh the same in every compared loss; 0: the plain token mean.</summary>
    public required int ReferenceContext { get; init; }

    /// <summary>The unit of losses of runs that declare none; null: such runs are refused.</summary>
    public LossUnit? LossUnit { get; init; }

    /// <summary>Where each run declares itself.</summary>
    public required BlobPattern Metadata { get; init; }

    /// <summary>Null when the domain has no per-step logs.</summary>
    public TrainingDefinition? Training { get; init; }

    /// <summary>At least one; exactly one is primary.</summary>
    public required IReadOnlyList<EvaluationDefinition> Evaluations { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the content; comments, layout, order of keys, the description and the file's name do not enter.</summary>
    public required string Hash { get; init; }

    /// <summary>The evaluation set whose losses the laws are fitted to.</summary>
    public EvaluationDefinition Primary => Evaluations.Single(e => e.Primary);

    /// <summary>All patterns: of the declaration, the training log and the evaluations.</summary>
    public IEnumerable<BlobPattern> Patterns =>
        Evaluations
            .Select(e => e.Path)
            .Prepend(Training?.Path)
            .Prepend(Metadata)
            .OfType<BlobPattern>();
}
