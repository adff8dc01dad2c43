using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

namespace ScalingPipeline.Monitoring.Tests.Delivery.PagerDuty;

public sealed class PagerDutySinkTests : SinkContract
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly PagerDutyReceiver _receiver = new();

    protected override IReceiver Receiver => _receiver;

    protected override Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["PagerDuty:0:RoutingKey"] = Key,
            ["PagerDuty:0:Url"] = $"{_receiver.Url}v2/enqueue",
            ["ExternalUrl"] = "https://scaling.example.org/",
        };

    protected override IReadOnlyList<string> Secrets => [Key];

    [Fact]
    public async Task An_alert_is_one_incident_from_its_trigger_to_its_resolution()
    {
        using var delivery = new TestDelivery(Settings);
        var alert = TestDelivery.Alert(severity: AlertSeverity.Critical);
        delivery.Refit(alert);
        await delivery.DeliverAsync();
        delivery.Refit(alert with { Status = AlertStatus.Resolved });
        await delivery.DeliverAsync();

        var events = _receiver.Bodies.Select(b => JsonNode.Parse(b)!).ToArray();
        Assert.Equal(["trigger", "resolve"], events.Select(e => e["event_action"]!.ToString()));
        Assert.All(events, e => Assert.Equal(alert.Id, e["dedup_key"]!.ToString()));
        var payload = events[0]["payload"]!;
        Assert.Equal("run-a in language: It is off.", payload["summary"]!.ToString());
        Assert.Equal("critical", payload["severity"]!.ToString());
        Assert.Equal("Look.", payload["custom_details"]!["Next"]!.ToString());
        Assert.Equal("https://scaling.example.org/", events[0]["client_url"]!.ToString());
    }
}
