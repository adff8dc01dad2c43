using System.Text.Json;
using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>An alert as a CloudEvent in structured mode: the event's <c>id</c> is the idempotency key, its <c>data</c> an <see cref="AlertDocument"/>.</summary>
/// <remarks>Source: CloudEvents 1.0.2, "Required attributes"; its JSON event format; its HTTP binding, section 3.2.</remarks>
public static class CloudEvent
{
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The <c>source</c> where no address of the service's page is configured.</summary>
    public const string DefaultSource = "scaling-pipeline";

    /// <param name="entry">The one alert that it speaks of.</param>
    /// <param name="externalUrl">Where the service's own page is, an absolute URL; may be empty.</param>
    public static string Of(NoticeEntry entry, string externalUrl)
    {
        var alert = entry.Alert;
        var payload = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = entry.MessageId,
            ["source"] = externalUrl.Length > 0 ? new Uri(externalUrl).AbsoluteUri : DefaultSource,
            ["type"] = $"scaling-pipeline.alert.{AlertJson.NameOf(alert.Status)}",
            ["subject"] = alert.Id,
            ["time"] = alert.Updated.UtcDateTime,
            ["datacontenttype"] = "application/json",
            ["data"] = JsonSerializer.SerializeToNode(alert, AlertJson.Options),
        };
        return payload.ToJsonString(AlertJson.Options);
    }
}
