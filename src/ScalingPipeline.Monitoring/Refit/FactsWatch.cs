using ScalingPipeline.Monitoring.Snapshots;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>
/// Notices domains whose definition now says something else about comparing runs (another evaluation set or reference context): their
/// data did not change, but their laws do. Looks once in a while, since definitions are files.
/// </summary>
internal sealed class FactsWatch(IDomainFacts facts, TimeSpan interval)
{
    private readonly Dictionary<string, DomainFacts?> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>
    /// The domains to refit for that reason, until they are; at the first look all of them, so that a new process stands behind
    /// every law it shows.
    /// </summary>
    /// <param name="domains">Every domain.</param>
    /// <param name="now">The time of looking.</param>
    public IReadOnlyList<DomainVersion> Changed(
        IReadOnlyList<DomainVersion> domains,
        DateTimeOffset now
    )
    {
        if (now >= _next)
        {
            _next = now + interval;
            Look(domains);
        }

        return [.. domains.Where(domain => _open.Contains(domain.Domain))];
    }

    /// <summary>The domain is being refitted.</summary>
    public void Refitted(string domain) => _open.Remove(domain);

    private void Look(IReadOnlyList<DomainVersion> domains)
    {
        foreach (var (domain, _) in domains)
        {
            var current = facts.Of(domain);
            if (!_known.TryGetValue(domain, out var before) || before != current)
            {
                _known[domain] = current;
                _open.Add(domain);
            }
        }
    }
}
