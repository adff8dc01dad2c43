namespace ScalingPipeline.Monitoring.Refit;

/// <summary>
/// Decides when a changed domain is refitted: after a quiet time without a further commit, or after the longest wait. Holds
/// what was seen of each domain; no clock of its own.
/// </summary>
public sealed class RefitDebounce(TimeSpan quiet, TimeSpan longest)
{
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);

    /// <summary>The domains to refit now, ordered as given. They are forgotten: a further change starts anew.</summary>
    /// <param name="changed">All domains that are marked as changed.</param>
    /// <param name="now">The time of looking.</param>
    public IReadOnlyList<string> Due(IReadOnlyList<DomainVersion> changed, DateTimeOffset now)
    {
        var due = new List<string>();
        foreach (var (domain, version) in changed)
        {
            if (!_waiting.TryGetValue(domain, out var waiting))
            {
                waiting = new Waiting(version, now, now);
            }
            else if (waiting.Version != version)
            {
                waiting = waiting with { Version = version, LastChange = now };
            }

            _waiting[domain] = waiting;
            if (now - waiting.LastChange >= quiet || now - waiting.FirstSeen >= longest)
            {
                due.Add(domain);
                _waiting.Remove(domain);
            }
        }

        return due;
    }

    private sealed record Waiting(
        long Version,
        DateTimeOffset FirstSeen,
        DateTimeOffset LastChange
    );
}
