using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Storage.State.Ledger;

/// <summary>The ledger in a database.</summary>
/// <remarks>
/// Versions of one name are ordered by when they were first seen. A version counts until a newer one is committed, quarantined or
/// foreign, so that numbers do not flap while an overwritten log is not readable yet. A version that is already read stays
/// as it is when it is recorded as discovered or in progress again, unless that names another definition hash than it was read by.
/// </remarks>
public sealed class SqlLedger(StateDatabase database) : ILedger
{
    // The version of a name that was seen last.
    private const string IsNewest = """
        NOT EXISTS (
            SELECT 1 FROM ledger n WHERE n.container = l.container AND n.name = l.name
              AND (n.first_seen > l.first_seen OR (n.first_seen = l.first_seen AND n.etag > l.etag)))
        """;

    public async Task<IReadOnlyDictionary<string, LedgerEntry>> NewestAsync(
        string container,
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken
    )
    {
        if (names.Count == 0)
        {
            return new Dictionary<string, LedgerEntry>(StringComparer.Ordinal);
        }

        var rows = await QueryAsync(
            $"l.container = @container AND l.name IN @names AND {IsNewest}",
            new { container, names = names.ToArray() },
            cancellationToken
        );
        return rows.ToDictionary(r => r.Blob.Name, StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<LedgerEntry>> PageAsync(
        string container,
        string? after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        QueryAsync(
            $"l.container = @container AND l.name > @after AND {IsNewest} ORDER BY l.name LIMIT @limit",
            new
            {
                container,
                after = after ?? "",
                limit,
            },
            cancellationToken
        );

    public Task<IReadOnlyList<LedgerEntry>> OpenAsync(
        string container,
        CancellationToken cancellationToken
    ) =>
        QueryAsync(
            $"l.state IN ('Discovered', 'InProgress') AND l.container = @container AND {IsNewest}",
            new { container },
            cancellationToken
        );

    public Task<IReadOnlyList<LedgerEntry>> RunAsync(
        string container,
        string domain,
        string run,
        CancellationToken cancellationToken
    ) =>
        QueryAsync(
            $"l.domain = @domain AND l.run = @run AND l.container = @container AND {IsNewest}",
            new
            {
                container,
                domain,
                run,
            },
            cancellationToken
        );

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An entry is committed: <see cref="CommitAsync"/> is for those.</exception>
    public Task RecordAsync(
        IReadOnlyList<LedgerChange> changes,
        CancellationToken cancellationToken
    )
    {
        if (changes.Any(c => c.Entry.State == BlobState.Committed))
        {
            throw new ArgumentException("A committed entry comes with its contribution.");
        }

        return changes.Count == 0
            ? Task.CompletedTask
            : database.WriteAsync(
                async transaction =>
                {
                    var writer = new LedgerWriter(transaction);
                    foreach (var change in changes)
                    {
                        await writer.RecordAsync(change);
                    }

                    await writer.SettleAsync(changes.Max(c => c.Entry.Changed));
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

    public async Task<ContainerTotals> TotalsAsync(
        string container,
        CancellationToken cancellationToken
    )
    {
        var domains = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<DomainTotals>(
                    """
                    SELECT domain AS Domain, COUNT(DISTINCT run) AS Runs, SUM(decoded_rows) AS DecodedRows
                    FROM ledger WHERE container = @container AND state = 'Committed' GROUP BY domain
                    """,
                    new { container }
                ),
            cancellationToken
        );
        return new ContainerTotals(
            (long)domains.Sum(d => d.DecodedRows),
            (int)domains.Sum(d => d.Runs),
            [.. domains.Select(d => d.Domain).Order(StringComparer.Ordinal)]
        );
    }

    public async Task<IReadOnlyList<KnownContainer>> ContainersAsync(
        CancellationToken cancellationToken
    )
    {
        var containers = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<ContainerRow>(
                    "SELECT container AS Name, COUNT(*) AS Versions FROM ledger GROUP BY container"
                ),
            cancellationToken
        );
        return
        [
            .. containers
                .OrderBy(c => c.Name, StringComparer.Ordinal)
                .Select(c => new KnownContainer(c.Name, c.Versions)),
        ];
    }

    public async Task ForgetAsync(string container, CancellationToken cancellationToken)
    {
        bool forgot;
        do
        {
            forgot = await database.WriteAsync(
                async transaction =>
                {
                    var writer = new LedgerWriter(transaction);
                    var any = await writer.ForgetSomeAsync(container);
                    await writer.SettleAsync(await database.NowAsync(transaction));
                    return any;
                },
                cancellationToken
            );
        } while (forgot);

        await SaveScanPositionAsync(container, position: null, cancellationToken);
    }

    public Task<IReadOnlyList<LedgerEntry>> EntriesAsync(
        BlobState? state,
        int limit,
        CancellationToken cancellationToken
    ) =>
        QueryAsync(
            $"{(state is null ? "1 = 1" : "l.state = @state")} ORDER BY l.changed DESC, l.container, l.name, l.etag LIMIT @limit",
            new { state = state?.ToString(), limit },
            cancellationToken
        );

    public async Task<RunDeclaration?> DeclarationAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    )
    {
        var row = await database.ReadAsync(
            transaction =>
                transaction.FirstOrDefaultAsync<DeclarationRow>(
                    """
                    SELECT container AS Container, name AS Name, etag AS ETag, content AS Content FROM contribution
                    WHERE domain = @domain AND run = @run AND group_key = 'metadata' AND counted = 1
                    """,
                    new { domain, run }
                ),
            cancellationToken
        );
        return row is null
            ? null
            : new RunDeclaration(
                new BlobIdentity(row.Container, row.Name, row.ETag),
                ((RunMetadataContribution)ContributionCodec.Decode(row.Content)).Metadata
            );
    }

    public async Task<ScanPosition?> ScanPositionAsync(
        string container,
        CancellationToken cancellationToken
    )
    {
        var row = await database.ReadAsync(
            transaction =>
                transaction.FirstOrDefaultAsync<PositionRow>(
                    "SELECT continuation AS Continuation, started AS Started FROM scan WHERE container = @container",
                    new { container }
                ),
            cancellationToken
        );
        return row is null
            ? null
            : new ScanPosition(row.Continuation, StoredText.Moment(row.Started));
    }

    public Task SaveScanPositionAsync(
        string container,
        ScanPosition? position,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            transaction =>
                position is null
                    ? transaction.ExecuteAsync(
                        "DELETE FROM scan WHERE container = @container",
                        new { container }
                    )
                    : transaction.ExecuteAsync(
                        """
                        INSERT INTO scan (container, continuation, started) VALUES (@container, @Continuation, @started)
                        ON CONFLICT (container) DO UPDATE SET continuation = excluded.continuation, started = excluded.started
                        """,
                        new
                        {
                            container,
                            position.Continuation,
                            started = StoredText.Of(position.Started),
                        }
                    ),
            cancellationToken
        );

    private async Task<IReadOnlyList<LedgerEntry>> QueryAsync(
        string condition,
        object values,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<LedgerRow>(
                    $"SELECT {LedgerRow.Columns} FROM ledger l WHERE {condition}",
                    values
                ),
            cancellationToken
        );
        return [.. rows.Select(r => r.ToEntry())];
    }

    private sealed class ContainerRow
    {
        public string Name { get; set; } = "";

        public long Versions { get; set; }
    }

    private sealed class DomainTotals
    {
        public string Domain { get; set; } = "";

        public long Runs { get; set; }

        public decimal DecodedRows { get; set; }
    }

    private sealed class DeclarationRow
    {
        public string Container { get; set; } = "";

        public string Name { get; set; } = "";

        public string ETag { get; set; } = "";

        public byte[] Content { get; set; } = [];
    }

    private sealed class PositionRow
    {
        public string Continuation { get; set; } = "";

        public string Started { get; set; } = "";
    }

    private sealed class StateCount
    {
        public string State { get; set; } = "";

        public long Versions { get; set; }
    }
}
