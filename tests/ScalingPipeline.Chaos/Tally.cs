using System.Collections.Concurrent;

namespace ScalingPipeline.Chaos;

/// <summary>Faults injected, by kind.</summary>
public sealed class Tally
{
    internal const string KilledAtRandom = "kill -9 at random";
    internal const string ClockJumped = "clock jumped";

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string kind] => _counts.GetValueOrDefault(kind);

    /// <summary>How often a worker was killed at a commit boundary.</summary>
    public long KillsAt(string boundary) => this[KilledAt(boundary)];

    public long ClockJumps => this[ClockJumped];

    internal static string KilledAt(string boundary) => $"kill -9 at {boundary}";

    /// <summary>Ordered by kind.</summary>
    public IEnumerable<(string Kind, long Count)> All =>
        _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value));

    public void Add(string kind, long count = 1) =>
        _counts.AddOrUpdate(kind, count, (_, before) => before + count);
}
