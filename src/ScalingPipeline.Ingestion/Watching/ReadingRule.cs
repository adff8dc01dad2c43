using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What of a candidate has to be read, and how.</summary>
/// <param name="now">The time of looking.</param>
/// <param name="options">How long a blob that could not be read rests.</param>
internal sealed class ReadingRule(DateTimeOffset now, IngestionOptions options)
{
    /// <summary>Whether a declaration has to be read.</summary>
    public bool NeedsReading(Candidate declaration) =>
        declaration.NeedsReading(
            ReadingHash.OfDeclaration(declaration.Match.Definition),
            now,
            options.RestAfterFailures
        );

    /// <summary>How a part is to be read; null when it has been.</summary>
    public PartToRead? Part(Candidate candidate, RunDeclaration declared)
    {
        var hash = ReadingHash.OfPart(candidate.Match.Definition, declared.Metadata);
        return candidate.NeedsReading(hash, now, options.RestAfterFailures)
            ? new PartToRead(candidate, declared, hash)
            : null;
    }
}

/// <summary>A part, what its run declares, and the hash of how that has it read.</summary>
internal sealed record PartToRead(Candidate Candidate, RunDeclaration Declared, string Hash);
