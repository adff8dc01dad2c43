using ScalingPipeline.Monitoring.Delivery;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>A row of the table <c>outbox</c>, as it is stored.</summary>
internal sealed class OutboxRow
{
    public string Id { get; set; } = "";

    public string Sink { get; set; } = "";

    public string AlertId { get; set; } = "";

    public string Payload { get; set; } = "";

    public string Created { get; set; } = "";

    public int Attempts { get; set; }

    public string NextAttempt { get; set; } = "";

    public string? LastError { get; set; }

    public string? HeldBy { get; set; }

    public int Fate { get; set; }

    public static OutboxRow From(OutboxMessage message) =>
        new()
        {
            Id = message.Id,
            Sink = message.Sink,
            AlertId = message.AlertId,
            Payload = StoredText.Of(message.Payload) ?? "",
            Created = StoredText.Of(message.Created),
            Attempts = message.Attempts,
            NextAttempt = StoredText.Of(message.NextAttempt),
            LastError = StoredText.Of(message.LastError),
        };

    public OutboxMessage ToMessage() =>
        new()
        {
            Id = Id,
            Sink = Sink,
            AlertId = AlertId,
            Payload = Payload,
            Created = StoredText.Moment(Created),
            Attempts = Attempts,
            NextAttempt = StoredText.Moment(NextAttempt),
            LastError = LastError,
            HeldBy = HeldBy,
            Fate = (MessageFate)Fate,
        };
}
