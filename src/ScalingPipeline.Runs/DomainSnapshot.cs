namespace ScalingPipeline.Runs;

/// <summary>All that is known of one domain at one moment: the only input of a refit, so that a refit can be repeated to the last bit.</summary>
public sealed record DomainSnapshot
{
    public required string Domain { get; init; }

    /// <summary>The evaluation set whose losses the laws are fitted to.</summary>
    public required string EvaluationSet { get; init; }

    /// <summary>Context positions 1..this weigh the same in every compared loss; 0 means: the plain token mean.</summary>
    public required int ReferenceContext { get; init; }

    /// <summary>Entropy in nats of the tokens at the first position of the evaluation set, where no context helps; null where it is not declared.</summary>
    public double? FirstTokenEntropy { get; init; }

    /// <summary>Ordered by name (ordinal).</summary>
    public required IReadOnlyList<Run> Runs { get; init; }

    /// <summary>What people said of its runs, by run. Default: nothing.</summary>
    public IReadOnlyDictionary<string, RunMark> Marks { get; init; } =
        System.Collections.Frozen.FrozenDictionary<string, RunMark>.Empty;

    /// <summary>SHA-256 (lower-case hex) of everything that was counted, and of the marks; independent of the order and the names in which it arrived.</summary>
    public required string Hash { get; init; }
}
