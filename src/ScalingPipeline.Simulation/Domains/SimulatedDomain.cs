using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Simulation.Domains;

/// <summary>One data distribution with one tokenizer and one evaluation set, and the published law that its runs follow.</summary>
public sealed record SimulatedDomain
{
    /// <summary>As in the pipeline definitions; the top folder of the domain's logs.</summary>
    public required string Name { get; init; }

    /// <summary>How run names begin.</summary>
    public required string RunPrefix { get; init; }

    public required ChinchillaLaw Law { get; init; }

    /// <summary>Where the constants come from, and which of them are assumed.</summary>
    public required string LawSource { get; init; }

    public required ContextProfile Profile { get; init; }

    public required int VocabularySize { get; init; }

    /// <summary>n_ctx: predicted tokens per sequence.</summary>
    public required int ContextLength { get; init; }

    public required string TokenizerKind { get; init; }

    public required double BytesPerToken { get; init; }

    /// <summary>True when the evaluation logs carry a difficulty level from 1 to 5 for each sequence.</summary>
    public bool HasDifficulty { get; init; }

    /// <summary>The loss before the first update: ln of the vocabulary size.</summary>
    public double InitialLoss => Elementary.Log(VocabularySize);

    /// <exception cref="ArgumentException">There is no domain of that name.</exception>
    public static SimulatedDomain Named(string name) =>
        PublishedDomains.All.FirstOrDefault(domain =>
            string.Equals(domain.Name, name, StringComparison.Ordinal)
        )
        ?? throw new ArgumentException(
            $"There is no simulated domain '{name}'; choose from {string.Join(", ", PublishedDomains.All.Select(domain => domain.Name))}."
        );
}
