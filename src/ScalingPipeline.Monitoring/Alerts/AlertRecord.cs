namespace ScalingPipeline.Monitoring.Alerts;

public enum AlertStatus
{
    Pending,
    Firing,
    Resolved,
}

/// <summary>One alert through its life: pending, firing, resolved.</summary>
public sealed record AlertRecord
{
    /// <summary>Fingerprint of the labels (domain, run, code): the same deviation of the same run is the same alert.</summary>
    public required string Id { get; init; }

    public required AlertCondition Condition { get; init; }

    public required AlertStatus Status { get; init; }

    /// <summary>When it was first seen in this life; a resolved alert that comes back starts anew.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was last evaluated as it stands.</summary>
    public required DateTimeOffset Updated { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Consecutive refits of changed data without the condition; a firing alert resolves at 3.</summary>
    public int ClearedEvaluations { get; init; }

    /// <summary>Hash of all that the run had logged when the condition last held: tells a correction from a wavering threshold. Null when not known.</summary>
    public string? RunData { get; init; }
}
