namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>What one refit found of one domain, as the life cycle of alerts needs it.</summary>
public sealed record AlertEvaluation
{
    public required string Domain { get; init; }

    /// <summary>The conditions that hold now.</summary>
    public required IReadOnlyList<AlertCondition> Conditions { get; init; }

    /// <summary>By run: the hash of all that it logged, see <see cref="AlertRecord.RunData"/>.</summary>
    public required IReadOnlyDictionary<string, string> RunData { get; init; }

    /// <summary>Runs whose schedule is done: more data of theirs is a correction, not progress.</summary>
    public required IReadOnlySet<string> FinishedRuns { get; init; }

    /// <summary>False for a repeated refit of data that was refitted before: it clears nothing.</summary>
    public required bool Counts { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The sinks that are told of every transition.</summary>
    public required IReadOnlyList<string> Sinks { get; init; }

    /// <summary>By sink: after which time it is told again of what still fires. Default: none is.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Repeats { get; init; } =
        new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
}
