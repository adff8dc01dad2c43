using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Storage.State.Ledger;

/// <summary>The ledger in a database.</summary>
/// <remarks>
/// Versions of one name are ordered by when they were first seen. A version counts until a newer one is committed, quarantined or
/// foreign, so that numbers do not flap while an overwritten log is not readable yet. A version that is already read under the
/// same definition stays as it is when it is recorded as discovered or in progress again.
/// </remarks>
public sealed class SqlLedger(StateDatabase database) : ILedger
{
    public async Task<IReadOnlyDictionary<string, LedgerEntry>> NewestAsync(
        string container,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<LedgerRow>(
                    $"""
                    SELECT {LedgerRow.Columns}
                    FROM (
                        SELECT ledger.*, ROW_NUMBER() OVER (PARTITION BY name ORDER BY first_seen DESC, etag DESC) AS age
                        FROM ledger WHERE container = @container
                    ) l
                    WHERE l.age = 1
                    """,
                    new { container }
                ),
            cancellationToken
        );
        return rows.ToDictionary(r => r.Name, r => r.ToEntry(), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An entry is committed: <see cref="CommitAsync"/> is for those.</exception>
    public Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Any(e => e.State == BlobState.Committed))
        {
            throw new ArgumentException("A committed entry comes with its contribution.");
        }

        return entries.Count == 0
            ? Task.CompletedTask
            : database.WriteAsync(
                async transaction =>
                {
                    var writer = new LedgerWriter(transaction);
                    foreach (var entry in entries)
                    {
                        await writer.RecordAsync(entry);
                    }

                    await writer.SettleAsync(entries.Max(e => e.Changed));
                },
                cancellationToken
            );
    }

    public Task CommitAsync(
        LedgerEntry entry,
        Contribution contribution,
        CancellationToken cancellationToken
    )
    {
        var content = ContributionCodec.Encode(contribution);
        return database.WriteAsync(
            async transaction =>
            {
                var writer = new LedgerWriter(transaction);
                await writer.CommitAsync(entry, contribution, content);
                await writer.SettleAsync(entry.Changed);
            },
            cancellationToken
        );
    }

    public async Task<LedgerCounts> CountAsync(CancellationToken cancellationToken)
    {
        var counts = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<StateCount>(
                    "SELECT state AS State, COUNT(*) AS Versions FROM ledger GROUP BY state"
                ),
            cancellationToken
        );
        long Of(BlobState state) =>
            counts.FirstOrDefault(c => Enum.Parse<BlobState>(c.State) == state)?.Versions ?? 0;

        return new LedgerCounts(
            Of(BlobState.Discovered),
            Of(BlobState.InProgress),
            Of(BlobState.Committed),
            Of(BlobState.Superseded),
            Of(BlobState.Quarantined),
            Of(BlobState.Foreign)
        );
    }

    public async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(
        BlobState? state,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var filter = state is null ? "" : "WHERE l.state = @state";
        var rows = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<LedgerRow>(
                    $"""
                    SELECT {LedgerRow.Columns} FROM ledger l {filter}
                    ORDER BY l.changed DESC, l.container, l.name, l.etag LIMIT @limit
                    """,
                    new { state = state?.ToString(), limit }
                ),
            cancellationToken
        );
        return [.. rows.Select(r => r.ToEntry())];
    }

    public async Task<RunMetadataContribution?> MetadataAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    )
    {
        var content = await database.ReadAsync(
            transaction =>
                transaction.FirstOrDefaultAsync<byte[]>(
                    """
                    SELECT content FROM contribution
                    WHERE domain = @domain AND run = @run AND group_key = 'metadata' AND counted = 1
                    """,
                    new { domain, run }
                ),
            cancellationToken
        );
        return content is null ? null : (RunMetadataContribution)ContributionCodec.Decode(content);
    }

    private sealed class StateCount
    {
        public string State { get; set; } = "";

        public long Versions { get; set; }
    }
}
