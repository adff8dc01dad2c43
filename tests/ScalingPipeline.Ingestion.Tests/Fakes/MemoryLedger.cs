using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Tests.Fakes;

/// <summary>The ledger's contract in memory: contributions are stored encoded, groups are settled after every call.</summary>
internal sealed class MemoryLedger : ILedger
{
    private readonly Dictionary<BlobIdentity, Version> _versions = [];
    private readonly Lock _gate = new();
    private long _order;

    /// <summary>Thrown by the next commit.</summary>
    public Exception? CommitFault { get; set; }

    public ScanPosition? Position { get; set; }

    /// <summary>Every entry recorded or committed, in order.</summary>
    public List<LedgerEntry> History { get; } = [];

    /// <summary>What counts: the encoded contributions, ordered.</summary>
    public IReadOnlyList<string> Counted()
    {
        lock (_gate)
        {
            return
            [
                .. Groups()
                    .SelectMany(g => Settlement.Settle(g.Key.Group, [.. g]))
                    .Where(s => s.Counts)
                    .Select(s => s.Header.ContentHash)
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    public IReadOnlyList<Contribution> Contributions()
    {
        lock (_gate)
        {
            return
            [
                .. _versions
                    .Values.Where(v =>
                        v.Encoded is not null && v.Entry.State == BlobState.Committed
                    )
                    .OrderBy(v => v.Entry.Blob.Name, StringComparer.Ordinal)
                    .Select(v => ContributionCodec.Decode(v.Encoded)),
            ];
        }
    }

    public LedgerEntry Newest(string name)
    {
        lock (_gate)
        {
            return _versions
                .Values.Where(v => v.Entry.Blob.Name == name)
                .MaxBy(v => v.Order)!
                .Entry;
        }
    }

    public Task<IReadOnlyDictionary<string, LedgerEntry>> NewestAsync(
        string container,
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyDictionary<string, LedgerEntry>>(
            Newest(e => names.Contains(e.Blob.Name))
                .ToDictionary(e => e.Blob.Name, StringComparer.Ordinal)
        );

    public Task<IReadOnlyList<LedgerEntry>> PageAsync(
        string container,
        string? after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<LedgerEntry>>([
            .. Newest(e => string.CompareOrdinal(e.Blob.Name, after) > 0).Take(limit),
        ]);

    public Task<IReadOnlyList<LedgerEntry>> OpenAsync(
        string container,
        CancellationToken cancellationToken
    ) => Task.FromResult(Newest(e => e.State is BlobState.Discovered or BlobState.InProgress));

    public Task<IReadOnlyList<LedgerEntry>> RunAsync(
        string container,
        string domain,
        string run,
        CancellationToken cancellationToken
    ) => Task.FromResult(Newest(e => e.Domain == domain && e.Run == run));

    public Task<ContainerTotals> TotalsAsync(string container, CancellationToken cancellationToken)
    {
        var committed = Newest(e => e.State == BlobState.Committed);
        return Task.FromResult(
            new ContainerTotals(
                committed.Sum(e => e.Rows),
                committed.Select(e => (e.Domain, e.Run)).Distinct().Count(),
                [.. committed.Select(e => e.Domain!).Distinct().Order(StringComparer.Ordinal)]
            )
        );
    }

    public Task<IReadOnlyList<KnownContainer>> ContainersAsync(
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task ForgetAsync(string container, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ScanPosition?> ScanPositionAsync(
        string container,
        CancellationToken cancellationToken
    ) => Task.FromResult(Position);

    public Task SaveScanPositionAsync(
        string container,
        ScanPosition? position,
        CancellationToken cancellationToken
    )
    {
        Position = position;
        return Task.CompletedTask;
    }

    public Task RecordAsync(
        IReadOnlyList<LedgerChange> changes,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            foreach (var change in changes)
            {
                var entry = change.Entry;
                Assert.NotEqual(BlobState.Committed, entry.State);
                if (
                    _versions.GetValueOrDefault(entry.Blob) is not { Encoded: not null } stored
                    || (change.TakesBack && change.Known!.Changed == stored.Entry.Changed)
                )
                {
                    Store(entry, encoded: null);
                }
            }

            Settle();
        }

        return Task.CompletedTask;
    }

    public Task CommitAsync(
        LedgerEntry entry,
        Contribution contribution,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            if (CommitFault is { } fault)
            {
                CommitFault = null;
                throw fault;
            }

            Store(entry, ContributionCodec.Encode(contribution));
            Settle();
        }

        return Task.CompletedTask;
    }

    public Task<LedgerCounts> CountAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            long Of(BlobState state) => _versions.Values.LongCount(v => v.Entry.State == state);

            return Task.FromResult(
                new LedgerCounts(
                    Of(BlobState.Discovered),
                    Of(BlobState.InProgress),
                    Of(BlobState.Committed),
                    Of(BlobState.Superseded),
                    Of(BlobState.Quarantined),
                    Of(BlobState.Foreign)
                )
            );
        }
    }

    public Task<IReadOnlyList<LedgerEntry>> EntriesAsync(
        BlobState? state,
        int limit,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<LedgerEntry>>([
                .. _versions
                    .Values.Select(v => v.Entry)
                    .Where(e => state is null || e.State == state)
                    .OrderByDescending(e => e.Changed)
                    .Take(limit),
            ]);
        }
    }

    public Task<RunDeclaration?> DeclarationAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult(
                _versions
                    .Values.Where(v =>
                        v.Encoded is not null
                        && v.Entry.State == BlobState.Committed
                        && v.Key == (domain, run, "metadata")
                    )
                    .Select(v => new RunDeclaration(
                        v.Entry.Blob,
                        ((RunMetadataContribution)ContributionCodec.Decode(v.Encoded!)).Metadata
                    ))
                    .SingleOrDefault()
            );
        }
    }

    private IReadOnlyList<LedgerEntry> Newest(Func<LedgerEntry, bool> which)
    {
        lock (_gate)
        {
            return
            [
                .. _versions
                    .Values.GroupBy(v => v.Entry.Blob.Name, StringComparer.Ordinal)
                    .Select(g => g.MaxBy(v => v.Order)!.Entry)
                    .Where(which)
                    .OrderBy(e => e.Blob.Name, StringComparer.Ordinal),
            ];
        }
    }

    private void Store(LedgerEntry entry, byte[]? encoded)
    {
        History.Add(entry);
        var known = _versions.GetValueOrDefault(entry.Blob);
        var isAgain =
            known is null
            || (known.Entry.State == BlobState.Superseded && entry.State == BlobState.Discovered);
        var version = new Version(entry, encoded, isAgain ? ++_order : known!.Order);
        if (encoded is not null)
        {
            var contribution = ContributionCodec.Decode(encoded);
            version = version with
            {
                Key = (contribution.Domain, contribution.Run, contribution.Group),
                Header = new ContributionHeader(
                    entry.Blob,
                    ContributionCodec.Hash(contribution),
                    contribution.Coverage
                ),
            };
        }

        _versions[entry.Blob] = version;
        var isDecided =
            entry.State is BlobState.Committed or BlobState.Quarantined or BlobState.Foreign;
        foreach (
            var older in _versions
                .Values.Where(v => v.Entry.Blob.Name == entry.Blob.Name && v.Order < version.Order)
                .Where(v => isDecided || v.Encoded is null)
                .ToList()
        )
        {
            _versions[older.Entry.Blob] = older.Dropped() with
            {
                Entry = older.Entry with { State = BlobState.Superseded, Reason = "newer" },
            };
        }
    }

    private void Settle()
    {
        foreach (var group in Groups().ToList())
        {
            foreach (var settled in Settlement.Settle(group.Key.Group, [.. group]))
            {
                var version = _versions[settled.Header.Blob];
                _versions[settled.Header.Blob] = version with
                {
                    Entry = version.Entry with { State = settled.State, Reason = settled.Reason },
                };
            }
        }
    }

    private IEnumerable<
        IGrouping<(string Domain, string Run, string Group), ContributionHeader>
    > Groups() =>
        _versions.Values.Where(v => v.Header is not null).GroupBy(v => v.Key, v => v.Header!);

    private sealed record Version(LedgerEntry Entry, byte[]? Encoded, long Order)
    {
        public (string Domain, string Run, string Group) Key { get; init; }

        public ContributionHeader? Header { get; init; }

        public Version Dropped() => this with { Encoded = null, Header = null };
    }
}
