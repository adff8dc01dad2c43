using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery.PagerDuty;

/// <summary>Triggers and resolves incidents through PagerDuty's Events API v2. The alert's id is the <c>dedup_key</c>: a repeated event changes nothing.</summary>
/// <remarks>Source: PagerDuty developer documentation, "Send an alert event": summary at most 1,024 characters, event at most 512 KB.</remarks>
public sealed class PagerDutySink(
    PagerDutyOptions options,
    string externalUrl,
    HttpClient http,
    TimeProvider time
) : IAlertSink
{
    private const int LongestSummary = 1024;
    private const int LongestText = 8000;

    private readonly JsonReceiver _receiver = new(http, $"PagerDuty ({options.Name})", time);

    private readonly Uri _url = new(options.Url);

    public string Name { get; } = $"pagerduty-{options.Name}";

    public async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        foreach (var alert in notice.Alerts)
        {
            using var request = JsonReceiver.Post(_url, Event(alert));
            var answer = await _receiver.AskAsync<JsonObject>(request, cancellationToken);
            if (answer["status"]?.ToString() is not "success")
            {
                throw _receiver.Refused("did not answer that it took the event");
            }
        }
    }

    private JsonObject Event(AlertDocument alert)
    {
        var resolves = alert.Status == AlertStatus.Resolved;
        var entry = new JsonObject
        {
            ["routing_key"] = options.RoutingKey,
            ["event_action"] = resolves ? "resolve" : "trigger",
            ["dedup_key"] = alert.Id,
        };
        if (resolves)
        {
            return entry;
        }

        entry["payload"] = new JsonObject
        {
            ["summary"] = AlertLines.Cut(
                $"{AlertSubject.Full(alert)}: {alert.Message}",
                LongestSummary
            ),
            ["source"] = AlertLines.Cut(AlertSubject.Name(alert.Domain, alert.Run), LongestSummary),
            ["severity"] = AlertJson.NameOf(alert.Severity),
            ["timestamp"] = alert.Since.UtcDateTime,
            ["group"] = AlertLines.Cut(alert.Domain, LongestSummary),
            ["class"] = alert.Code,
            ["custom_details"] = new JsonObject(
                AlertLines
                    .Of(alert, LongestText)
                    .Select(l => KeyValuePair.Create(l.Label, (JsonNode?)l.Text))
            ),
        };
        entry["client"] = "ScalingPipeline";
        if (externalUrl.Length > 0)
        {
            entry["client_url"] = externalUrl;
        }

        return entry;
    }
}
