using ScalingPipeline.Monitoring.Snapshots;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>
/// Notices domains whose definition now says something else about comparing runs (another evaluation set or reference context): their
/// data did not change, but their laws do. Looks once in a while, since definitions are files.
/// </summary>
internal sealed class FactsWatch(IDomainFacts facts, TimeSpan interval)
{
    private readonly Dictionary<string, DomainFacts?> _known = new(StringComparer.Ordinal);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>The domains to refit for that reason; at the first look all of them, so that a new process stands behind every law it shows.</summary>
    /// <param name="domains">Every domain.</param>
    /// <param name="now">The time of looking.</param>
    public IReadOnlyList<string> Changed(IReadOnlyList<DomainVersion> domains, DateTimeOffset now)
    {
        if (now < _next)
        {
            return [];
        }

        _next = now + interval;
        var changed = new List<string>();
        foreach (var (domain, _) in domains)
        {
            var current = facts.Of(domain);
            if (!_known.TryGetValue(domain, out var before) || before != current)
            {
                _known[domain] = current;
                changed.Add(domain);
            }
        }

        return changed;
    }
}
