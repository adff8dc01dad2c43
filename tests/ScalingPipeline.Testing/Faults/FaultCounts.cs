using System.Collections.Concurrent;

namespace ScalingPipeline.Testing.Faults;

/// <summary>Requests that a proxy saw, by what it did to them.</summary>
public sealed class FaultCounts
{
    private readonly ConcurrentDictionary<FaultKind, long> _counts = new();

    /// <summary>Requests seen, with and without a fault.</summary>
    public long Requests => _counts.Values.Sum();

    /// <summary>Requests that went wrong.</summary>
    public long Faults => Requests - this[FaultKind.None];

    public long this[FaultKind kind] => _counts.GetValueOrDefault(kind);

    /// <summary>One line: every kind with its count.</summary>
    public override string ToString() =>
        string.Join(", ", Enum.GetValues<FaultKind>().Select(kind => $"{kind} {this[kind]}"));

    internal void Add(FaultKind kind) => _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
}
