using ScalingPipeline.Ingestion.Contributions;

namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>The durable memory of which blobs were seen and what they contributed. Every call is one transaction.</summary>
public interface ILedger
{
    /// <summary>The newest entry of every blob name of a container.</summary>
    Task<IReadOnlyDictionary<string, LedgerEntry>> NewestAsync(
        string container,
        CancellationToken cancellationToken
    );

    /// <summary>Adds or replaces entries that carry no contribution. Contributions of a replaced or now superseded version stop counting.</summary>
    Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: records <paramref name="entry"/> as committed, supersedes older versions of the same name and drops what
    /// they contributed, stores the contribution, settles its group with <see cref="Settlement"/>, and marks the domain as changed.
    /// Committing the same version again changes nothing.
    /// </summary>
    Task CommitAsync(
        LedgerEntry entry,
        Contribution contribution,
        CancellationToken cancellationToken
    );

    Task<LedgerCounts> CountAsync(CancellationToken cancellationToken);

    /// <summary>Entries by state (all when null), newest change first.</summary>
    Task<IReadOnlyList<LedgerEntry>> EntriesAsync(
        BlobState? state,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>What a run declared, from its committed metadata; null while there is none.</summary>
    Task<RunMetadataContribution?> MetadataAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    );
}
