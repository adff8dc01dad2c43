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

    /// <summary>The run that deviates; empty when the domain as a whole does.</summary>
    public required string Run { get; init; }

    /// <summary>What kind of deviation, e.g. <c>unit-mismatch</c>, <c>final-loss-off-trend</c>: see <see cref="AlertCodes"/>.</summary>
    public required string Code { get; init; }

    public required AlertSeverity Severity { get; init; }

    /// <summary>False while only the first sign is there: the alert is then pending, nobody is told.</summary>
    public required bool Confirmed { get; init; }

    /// <summary>
    /// The code of a confirmed alert of the same run that tells the same story better; null when there is none. It raises nothing of its own then, and does not resolve what it has
    /// raised before.
    /// </summary>
    public string? InhibitedBy { get; init; }

    /// <summary>The probability of a deviation so large by chance, where the rule has one. Null for rules that are limits.</summary>
    public double? PValue { get; init; }

    public double? Expected { get; init; }

    public double? Observed { get; init; }

    public Interval? Interval { get; init; }

    /// <summary>The step since when the run deviates; null when it is the run as a whole.</summary>
    public long? SinceStep { get; init; }

    /// <summary>One sentence: what was expected, what came, how sure.</summary>
    public required string Message { get; init; }

    /// <summary>The likely cause, or that it is open.</summary>
    public required string Cause { get; init; }

    /// <summary>One of <see cref="CauseCodes"/>; open in what a version stored that knew none.</summary>
    public string CauseCode
    {
        get;
        init => field = value ?? CauseCodes.Open;
    } = CauseCodes.Open;

    /// <summary>What to look at next.</summary>
    public required string NextStep { get; init; }

    /// <summary>What the threshold rests on: healthy runs behind it, the smallest effect it can see.</summary>
    public required string Evidence { get; init; }
}
