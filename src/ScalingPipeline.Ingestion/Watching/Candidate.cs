using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>A blob of the listing that a definition matches, with what the ledger knows of this version of it.</summary>
/// <param name="Known">The ledger's entry of this version, as it is now.</param>
internal sealed record Candidate(BlobItem Blob, BlobMatch Match, LedgerEntry Known)
{
    /// <summary>True when this version has not been read as <paramref name="readingHash"/> says.</summary>
    public bool NeedsReading(string readingHash) =>
        IsOpen || !string.Equals(Known.DefinitionHash, readingHash, StringComparison.Ordinal);

    /// <summary>True when its fate is not known yet.</summary>
    public bool IsOpen => Known.State is BlobState.Discovered or BlobState.InProgress;

    /// <summary>True when its losses may be counted now, and go on counting until it has been read again.</summary>
    public bool IsRead => Known.State is BlobState.Committed or BlobState.Superseded;
}
