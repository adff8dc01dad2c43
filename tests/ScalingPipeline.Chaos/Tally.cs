using System.Collections.Concurrent;

namespace ScalingPipeline.Chaos;

/// <summary>Faults injected, by kind.</summary>
public sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string kind] => _counts.GetValueOrDefault(kind);

    /// <summary>Ordered by kind.</summary>
    public IEnumerable<(string Kind, long Count)> All =>
        _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value));

    public void Add(string kind, long count = 1) =>
        _counts.AddOrUpdate(kind, count, (_, before) => before + count);
}
