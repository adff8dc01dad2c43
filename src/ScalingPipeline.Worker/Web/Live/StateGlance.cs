using System.Collections.Immutable;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Worker.Web.Live;

/// <summary>The state as one look at it tells: enough to see that something has changed, and cheap, however large it is.</summary>
/// <param name="Versions">Of every domain.</param>
/// <param name="Changed">Domains that wait for their refit.</param>
/// <param name="Alerts">The open alerts with what can be seen to change of them.</param>
/// <param name="Files">The newest entry of each ledger state.</param>
internal sealed record StateGlance(
    ImmutableSortedDictionary<string, long> Versions,
    ImmutableHashSet<string> Changed,
    ImmutableHashSet<(string Id, AlertStatus Status, AlertSeverity Severity)> Alerts,
    ImmutableHashSet<LedgerEntry> Files
)
{
    public static StateGlance Nothing { get; } =
        new(ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal), [], [], []);

    public static async Task<StateGlance> TakeAsync(
        IMonitoringState state,
        ILedger ledger,
        CancellationToken cancellationToken
    )
    {
        // What waits is looked at first: a refit between the two looks is then seen at the next one, and never missed.
        var changed = await state.ChangedAsync(cancellationToken);
        var versions = await state.DomainsAsync(cancellationToken);
        var alerts = await state.AlertsAsync(includeResolved: false, cancellationToken);
        var files = new List<LedgerEntry>();
        foreach (var fate in Enum.GetValues<BlobState>())
        {
            files.AddRange(await ledger.EntriesAsync(fate, limit: 1, cancellationToken));
        }

        return new StateGlance(
            versions.ToImmutableSortedDictionary(
                d => d.Domain,
                d => d.Version,
                StringComparer.Ordinal
            ),
            [.. changed.Select(d => d.Domain)],
            [.. alerts.Select(a => (a.Id, a.Status, a.Condition.Severity))],
            [.. files]
        );
    }

    /// <summary>What happened between an earlier look and this one. A domain that grew and waits for nothing was refitted too.</summary>
    public IEnumerable<StateNews> Since(StateGlance earlier)
    {
        foreach (var (domain, version) in Versions)
        {
            var grew = earlier.Versions.GetValueOrDefault(domain) != version;
            if (grew)
            {
                yield return new StateNews(NewsKind.Commit, domain);
            }

            if (!Changed.Contains(domain) && (grew || earlier.Changed.Contains(domain)))
            {
                yield return new StateNews(NewsKind.Refit, domain);
            }
        }

        foreach (var domain in earlier.Versions.Keys.Where(d => !Versions.ContainsKey(d)))
        {
            yield return new StateNews(NewsKind.Commit, domain);
        }

        if (!Alerts.SetEquals(earlier.Alerts))
        {
            yield return new StateNews(NewsKind.Alerts, Domain: null);
        }

        if (!Files.SetEquals(earlier.Files))
        {
            yield return new StateNews(NewsKind.Files, Domain: null);
        }
    }
}
