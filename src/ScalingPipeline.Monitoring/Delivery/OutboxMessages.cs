using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Makes the messages of one transition.</summary>
internal static class OutboxMessages
{
    private const string Repeat = "repeat";

    /// <summary>
    /// One message for each sink. The id says alert, transition and since when the alert lives, so that a repeated refit makes the
    /// same message again and not another one.
    /// </summary>
    public static IEnumerable<OutboxMessage> Of(AlertRecord alert, AlertEvaluation evaluation)
    {
        var transition =
            alert.Status == AlertStatus.Resolved
                ? "resolved"
                : $"firing-{AlertJson.NameOf(alert.Condition.Severity)}";
        var payload = AlertJson.Serialize(alert);
        return evaluation.Sinks.Select(sink =>
            Message(alert, payload, transition, sink, evaluation)
        );
    }

    /// <summary>
    /// One message for each sink that is to be told again, and whose interval, counted from the alert's first sign, has ended since the
    /// alert last changed. The id says which interval it is: while the alert stays as it is, every refit makes the same message.
    /// </summary>
    public static IEnumerable<OutboxMessage> Repeated(
        AlertRecord before,
        AlertRecord alert,
        AlertEvaluation evaluation
    )
    {
        foreach (var (sink, interval) in evaluation.Repeats)
        {
            var ended = Math.Floor((evaluation.Now - alert.Since) / interval);
            if (ended > Math.Floor((before.Updated - alert.Since) / interval))
            {
                yield return Message(
                    alert,
                    AlertJson.Serialize(alert),
                    $"{Repeat}-{ended}",
                    sink,
                    evaluation
                );
            }
        }
    }

    /// <summary>Whether a message says no more than that the alert still fires.</summary>
    public static bool IsRepeat(OutboxMessage message, AlertDocument alert) =>
        message.Id.StartsWith($"{AlertLife.Of(alert)}-{Repeat}-", StringComparison.Ordinal);

    private static OutboxMessage Message(
        AlertRecord alert,
        string payload,
        string transition,
        string sink,
        AlertEvaluation evaluation
    ) =>
        new()
        {
            Id = $"{AlertLife.Of(alert.Id, alert.Since)}-{transition}-{sink}",
            Sink = sink,
            AlertId = alert.Id,
            Payload = payload,
            Created = evaluation.Now,
            NextAttempt = evaluation.Now,
        };
}
