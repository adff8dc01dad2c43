using ScalingPipeline.Ingestion.Contributions;

namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>The durable memory of which blobs were seen and what they contributed. Every call is one transaction.</summary>
/// <remarks>Of each name the version seen last is the newest; the others are history.</remarks>
public interface ILedger
{
    /// <summary>The newest entries of some names of a container; names never seen are left out.</summary>
    /// <param name="container">The container.</param>
    /// <param name="names">At most a few thousand.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<IReadOnlyDictionary<string, LedgerEntry>> NewestAsync(
        string container,
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken
    );

    /// <summary>The newest entries of a container in the byte order of their names: the first <paramref name="limit"/> after a name.</summary>
    /// <param name="container">The container.</param>
    /// <param name="after">The last name of the page before; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<IReadOnlyList<LedgerEntry>> PageAsync(
        string container,
        string? after,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>The newest entries of a container whose fate is not known yet: discovered and in progress.</summary>
    Task<IReadOnlyList<LedgerEntry>> OpenAsync(
        string container,
        CancellationToken cancellationToken
    );

    /// <summary>The newest entries of a container whose names belong to a run, its declaration among them.</summary>
    Task<IReadOnlyList<LedgerEntry>> RunAsync(
        string container,
        string domain,
        string run,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Adds or replaces entries that carry no contribution. Contributions of a now superseded version stop counting, and those of a version whose
    /// commit is taken back; a change that does not know of the commit is not made (<see cref="LedgerChange.Known"/>).
    /// </summary>
    Task RecordAsync(IReadOnlyList<LedgerChange> changes, CancellationToken cancellationToken);

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

    /// <summary>What the committed blobs of a container add up to.</summary>
    Task<ContainerTotals> TotalsAsync(string container, CancellationToken cancellationToken);

    /// <summary>The containers that anything is known of, ordered (ordinal).</summary>
    Task<IReadOnlyList<KnownContainer>> ContainersAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes all that is known of a container and all that it contributed, settles the groups concerned (what another container gives of them
    /// may count now), and marks as changed every domain in which something else counts than before. The one call that is more than one transaction: stopped in between, it has
    /// forgotten a part, and is to be called again.
    /// </summary>
    Task ForgetAsync(string container, CancellationToken cancellationToken);

    /// <summary>Entries by state (all when null), newest change first.</summary>
    Task<IReadOnlyList<LedgerEntry>> EntriesAsync(
        BlobState? state,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>What a run declared, from its committed declaration; null while there is none.</summary>
    Task<RunDeclaration?> DeclarationAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    );

    /// <summary>Where a scan that was interrupted has come; null when none was.</summary>
    Task<ScanPosition?> ScanPositionAsync(string container, CancellationToken cancellationToken);

    /// <summary>Notes where a scan has come; null when it is complete.</summary>
    Task SaveScanPositionAsync(
        string container,
        ScanPosition? position,
        CancellationToken cancellationToken
    );
}
