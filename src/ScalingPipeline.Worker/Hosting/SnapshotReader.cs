using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>
/// Reads what is counted of a domain: what charts, reports and forecasts are made from. One that was read is given again until the domain changes;
/// it is held weakly, so that memory that is needed elsewhere takes it.
/// </summary>
public sealed class SnapshotReader(IMonitoringState state, IDomainFacts facts)
{
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<DomainSnapshot, Detector> _detectors = [];

    public async Task<DomainSnapshot> ReadAsync(string domain, CancellationToken cancellationToken)
    {
        var comparison = facts.Of(domain);
        if (
            _kept.TryGetValue(domain, out var kept)
            && kept.Facts == comparison
            && kept.Snapshot.TryGetTarget(out var known)
            && await VersionAsync(domain, cancellationToken) == kept.Version
        )
        {
            return known;
        }

        // A mark that is set meanwhile makes a newer version: it is read again.
        var (version, contributions) = await state.ContributionsAsync(domain, cancellationToken);
        var marks = await state.MarksAsync(domain, cancellationToken);
        var snapshot = SnapshotAssembler.Assemble(domain, contributions, comparison, marks);
        _kept[domain] = new Kept(version, comparison, new(snapshot));
        return snapshot;
    }

    /// <summary>What the rules see in a snapshot; computed once for as long as it lives.</summary>
    public Detector Detect(DomainSnapshot snapshot) => _detectors.GetValue(snapshot, Detector.Run);

    private async Task<long?> VersionAsync(string domain, CancellationToken cancellationToken) =>
        (await state.DomainsAsync(cancellationToken))
            .FirstOrDefault(d => string.Equals(d.Domain, domain, StringComparison.Ordinal))
            ?.Version;

    private sealed record Kept(
        long Version,
        DomainFacts? Facts,
        WeakReference<DomainSnapshot> Snapshot
    );
}
