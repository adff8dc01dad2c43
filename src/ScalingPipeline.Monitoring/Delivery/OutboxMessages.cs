using System.Globalization;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Makes the messages of one transition.</summary>
internal static class OutboxMessages
{
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
        var since = alert.Since.UtcDateTime.ToString(
            "yyyyMMdd'T'HHmmssfff'Z'",
            CultureInfo.InvariantCulture
        );
        var payload = AlertJson.Serialize(alert);
        return evaluation.Sinks.Select(sink => new OutboxMessage
        {
            Id = $"{alert.Id}-{since}-{transition}-{sink}",
            Sink = sink,
            AlertId = alert.Id,
            Payload = payload,
            Created = evaluation.Now,
            NextAttempt = evaluation.Now,
        });
    }
}
