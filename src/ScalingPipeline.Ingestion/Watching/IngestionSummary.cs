using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What a pass found and left behind.</summary>
public sealed record IngestionSummary
{
    /// <summary>Blob versions by state, of the whole ledger.</summary>
    public required LedgerCounts Files { get; init; }

    /// <summary>Rows of all committed blobs of this container.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows decoded by this pass.</summary>
    public required long RowsDecoded { get; init; }

    /// <summary>Runs with at least one committed blob.</summary>
    public required int Runs { get; init; }

    /// <summary>Domains with at least one committed blob, ordered (ordinal).</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Entries that this pass changed, ordered by name (ordinal).</summary>
    public required IReadOnlyList<LedgerEntry> Changed { get; init; }

    /// <summary>One sentence for each definition that was left out.</summary>
    public required IReadOnlyList<string> DefinitionProblems { get; init; }
}
