using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>A blob of the listing that a definition matches, with what the ledger knows of this version of it.</summary>
/// <param name="Known">The ledger's entry of this version, as it is now.</param>
internal sealed record Candidate(BlobItem Blob, BlobMatch Match, LedgerEntry Known)
{
    /// <summary>True when this version has not been read as <paramref name="readingHash"/> says, or a fault of the surroundings has had its rest.</summary>
    /// <param name="readingHash">How it would be read now.</param>
    /// <param name="now">The time of looking.</param>
    /// <param name="rest">
    /// A blob that could not be read is tried again when it was set aside so long ago, or, by a clock that was ahead, after now.
    /// </param>
    public bool NeedsReading(string readingHash, DateTimeOffset now, TimeSpan rest) =>
        IsOpen
        || (
            IsResting
                ? Known.Changed <= now - rest || Known.Changed > now
                : !string.Equals(Known.DefinitionHash, readingHash, StringComparison.Ordinal)
        );

    /// <summary>True when its fate is not known yet.</summary>
    public bool IsOpen => Known.State is BlobState.Discovered or BlobState.InProgress;

    /// <summary>True when it was set aside because reading it failed, not for what it holds.</summary>
    public bool IsResting =>
        Known is { State: BlobState.Quarantined, DefinitionHash: null, Attempts: > 0 };

    /// <summary>True when its losses may be counted now, and go on counting until it has been read again.</summary>
    public bool IsRead => Known.State is BlobState.Committed or BlobState.Superseded;
}
