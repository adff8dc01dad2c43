using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

/// <summary>PagerDuty's Events API v2.</summary>
/// <remarks>Source: PagerDuty developer documentation, "Send an alert event".</remarks>
public sealed class PagerDutyReceiver : HttpReceiver
{
    protected override string? Lie =>
        """{"status":"invalid event","message":"Event object is invalid","errors":["no"]}""";

    protected override (int Status, string Answer) Take(HttpRequest request, string body)
    {
        Check(request.Path == "/v2/enqueue", "the path");
        Check(Encoding.UTF8.GetByteCount(body) <= 512 * 1024, "an event has at most 512 KB");
        var json = JsonNode.Parse(body)!.AsObject();
        Check(json["routing_key"]!.ToString().Length == 32, "the routing key has 32 characters");
        var key = json["dedup_key"]!.ToString();
        Check(key.Length is > 0 and <= 255, "the key has at most 255 characters");
        var action = json["event_action"]!.ToString();
        Check(action is "trigger" or "resolve", "the action");
        if (action == "trigger")
        {
            var payload = json["payload"]!.AsObject();
            Check(payload["summary"]!.ToString().Length is > 0 and <= 1024, "the summary");
            Check(payload["source"]!.ToString().Length > 0, "the source");
            Check(
                payload["severity"]!.ToString() is "critical" or "error" or "warning" or "info",
                "the severity"
            );
        }

        Note(key, body);
        return (
            202,
            $$"""{"status":"success","message":"Event processed","dedup_key":"{{key}}"}"""
        );
    }
}
