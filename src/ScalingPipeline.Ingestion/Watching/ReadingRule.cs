using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What of a candidate has to be read, and how.</summary>
/// <param name="now">The time of looking.</param>
/// <param name="options">How long a blob that could not be read rests.</param>
/// <param name="again">Which blobs are read whatever is known of them; null: none.</param>
internal sealed class ReadingRule(
    DateTimeOffset now,
    IngestionOptions options,
    Func<LedgerEntry, bool>? again = null
)
{
    /// <summary>Whether a declaration has to be read.</summary>
    public bool NeedsReading(Candidate declaration) =>
        NeedsReading(declaration, ReadingHash.OfDeclaration(declaration.Match.Definition));

    /// <summary>How a part is to be read; null when it has been.</summary>
    public PartToRead? Part(Candidate candidate, RunDeclaration declared)
    {
        var hash = ReadingHash.OfPart(candidate.Match.Definition, declared.Metadata);
        return NeedsReading(candidate, hash) ? new PartToRead(candidate, declared, hash) : null;
    }

    private bool NeedsReading(Candidate candidate, string hash) =>
        candidate.NeedsReading(hash, now, options.RestAfterFailures)
        || again?.Invoke(candidate.Known) is true;
}

/// <summary>A part, what its run declares, and the hash of how that has it read.</summary>
internal sealed record PartToRead(Candidate Candidate, RunDeclaration Declared, string Hash);
