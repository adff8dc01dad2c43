using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Monitoring.Alerts;

public enum AlertSeverity
{
    Info,
    Warning,
    Critical,
}

/// <summary>A deviation found in a snapshot: no clock, no life cycle yet.</summary>
public sealed record AlertCondition
{
    public required string Domain { get; init; }

    public required string Run { get; init; }

    /// <summary>What kind of deviation, e.g. <c>unit-mismatch</c>, <c>final-loss-off-trend</c>: see <see cref="AlertCodes"/>.</summary>
    public required string Code { get; init; }

    public required AlertSeverity Severity { get; init; }

    /// <summary>False while only the first sign is there: the alert is then pending, nobody is told.</summary>
    public required bool Confirmed { get; init; }

    public double? Expected { get; init; }

    public double? Observed { get; init; }

    public Interval? Interval { get; init; }

    /// <summary>The step since when the run deviates; null when it is the run as a whole.</summary>
    public long? SinceStep { get; init; }

    /// <summary>One sentence: what was expected, what came, how sure.</summary>
    public required string Message { get; init; }

    /// <summary>The likely cause, or that it is open.</summary>
    public required string Cause { get; init; }

    /// <summary>What to look at next.</summary>
    public required string NextStep { get; init; }

    /// <summary>What the threshold rests on: healthy runs behind it, the smallest effect it can see.</summary>
    public required string Evidence { get; init; }
}
