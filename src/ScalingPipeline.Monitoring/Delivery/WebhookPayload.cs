using System.Text.Json;
using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>
/// The body of a webhook: Alertmanager's webhook payload, version 4, so that receivers written for Alertmanager work as they are.
/// Each entry of <c>alerts</c> has, besides Alertmanager's fields, those of <see cref="AlertDocument"/>.
/// </summary>
/// <remarks>Source: Prometheus documentation, "Alerting configuration", webhook_config.</remarks>
public static class WebhookPayload
{
    /// <param name="alert">The one alert that it speaks of.</param>
    /// <param name="receiver">The name of the sink.</param>
    /// <param name="externalUrl">Where the service's own page is; may be empty.</param>
    public static string Of(AlertDocument alert, string receiver, string externalUrl)
    {
        // Alertmanager knows two states; a pending alert is never sent.
        var status = alert.Status == AlertStatus.Resolved ? "resolved" : "firing";
        var payload = new JsonObject
        {
            ["version"] = "4",
            ["groupKey"] =
                $"{{}}:{{{string.Join(", ", AlertLabels.Identity(alert).Select(l => $"{l.Key}=\"{l.Value}\""))}}}",
            ["truncatedAlerts"] = 0,
            ["status"] = status,
            ["receiver"] = receiver,
            ["groupLabels"] = AlertLabels.Identity(alert),
            ["commonLabels"] = AlertLabels.WithSeverity(alert),
            ["commonAnnotations"] = AlertLabels.Annotations(alert),
            ["externalURL"] = externalUrl,
            ["alerts"] = new JsonArray(Alert(alert, status, externalUrl)),
        };
        return payload.ToJsonString(AlertJson.Options);
    }

    private static JsonObject Alert(AlertDocument alert, string status, string externalUrl)
    {
        var entry = JsonSerializer.SerializeToNode(alert, AlertJson.Options)!.AsObject();
        entry["status"] = status;
        entry["labels"] = AlertLabels.WithSeverity(alert);
        entry["annotations"] = AlertLabels.Annotations(alert);
        entry["startsAt"] = alert.Since.UtcDateTime;
        // Alertmanager sends the zero time for an alert that has not ended.
        entry["endsAt"] =
            alert.ResolvedAt?.UtcDateTime ?? DateTime.SpecifyKind(default, DateTimeKind.Utc);
        entry["generatorURL"] = externalUrl;
        entry["fingerprint"] = alert.Id;
        return entry;
    }
}
