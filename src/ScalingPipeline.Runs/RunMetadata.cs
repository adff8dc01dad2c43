using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Runs;

/// <summary>What a training job declares about itself, once per run.</summary>
public sealed record RunMetadata
{
    public required string Run { get; init; }

    /// <summary>One data distribution with one tokenizer and one evaluation set.</summary>
    public required string Domain { get; init; }

    /// <summary>Architecture and recipe that share a scaling law.</summary>
    public required string Family { get; init; }

    /// <summary>N: non-embedding parameters (12 n_layer d_model^2 for a transformer, unless stated).</summary>
    public required long Parameters { get; init; }

    /// <summary>All parameters, embeddings and head included.</summary>
    public long? TotalParameters { get; init; }

    public string? Architecture { get; init; }

    public int? Layers { get; init; }

    /// <summary>d_model.</summary>
    public int? ModelWidth { get; init; }

    /// <summary>n_ctx: predicted tokens per sequence.</summary>
    public int? ContextLength { get; init; }

    public int? VocabularySize { get; init; }

    /// <summary>Tokens in one optimizer step over all workers.</summary>
    public long? TokensPerStep { get; init; }

    /// <summary>Optimizer steps of the whole schedule.</summary>
    public long? TotalSteps { get; init; }

    public long? WarmupSteps { get; init; }

    public double? PeakLearningRate { get; init; }

    /// <summary>The learning-rate schedule as declared, e.g. <c>cosine</c>.</summary>
    public string? Schedule { get; init; }

    /// <summary>The declared unit of every loss of the run.</summary>
    public required LossUnit Unit { get; init; }

    public double? BytesPerToken { get; init; }

    public long? Seed { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>D at the end of the schedule, or null when the schedule is not declared or beyond counting.</summary>
    public long? PlannedTokens =>
        TotalSteps is > 0 && TokensPerStep is > 0 && TotalSteps <= long.MaxValue / TokensPerStep
            ? TotalSteps * TokensPerStep
            : null;

    /// <summary>How this run's losses become nats per token.</summary>
    /// <exception cref="ArgumentException">The declared unit needs a quantity that the run does not declare.</exception>
    public LossConversion Conversion => LossConversion.From(Unit, BytesPerToken, ContextLength);
}
