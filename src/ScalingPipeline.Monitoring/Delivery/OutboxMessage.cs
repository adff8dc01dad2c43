namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>One notification to one sink. Stored with the alert it speaks of; kept until the sink took it.</summary>
public sealed record OutboxMessage
{
    /// <summary>Idempotency key: the same alert transition to the same sink is the same message.</summary>
    public required string Id { get; init; }

    public required string Sink { get; init; }

    public required string AlertId { get; init; }

    /// <summary>The alert as it was when the message was made: JSON of the alert contract.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset Created { get; init; }

    public int Attempts { get; init; }

    /// <summary>Not tried before this moment.</summary>
    public required DateTimeOffset NextAttempt { get; init; }

    public string? LastError { get; init; }

    /// <summary>The id of the silence that kept it back, also after that has ended; null when none did.</summary>
    public string? HeldBy { get; init; }

    public MessageFate Fate { get; init; }
}

/// <summary>What has become of a message.</summary>
public enum MessageFate
{
    Waiting,

    /// <summary>Its sink took it.</summary>
    Delivered,

    /// <summary>Nobody is told: it was overtaken while its alert was silenced, or repeats what was acknowledged.</summary>
    Dropped,
}
