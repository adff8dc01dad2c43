using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>The logs that are in no statistics, for people.</summary>
internal static class SetAside
{
    private const int Most = 10_000;

    private static readonly BlobState[] _states =
    [
        BlobState.Quarantined,
        BlobState.InProgress,
        BlobState.Superseded,
        BlobState.Foreign,
    ];

    /// <summary>Ordered by state, the ones that need a person first, then by name.</summary>
    public static async Task<IReadOnlyList<LedgerEntry>> SetAsideAsync(
        this ILedger ledger,
        CancellationToken cancellationToken
    )
    {
        var entries = new List<LedgerEntry>();
        foreach (var state in _states)
        {
            var found = await ledger.EntriesAsync(state, Most, cancellationToken);
            entries.AddRange(found.OrderBy(entry => entry.Blob.Name, StringComparer.Ordinal));
        }

        return entries;
    }
}
