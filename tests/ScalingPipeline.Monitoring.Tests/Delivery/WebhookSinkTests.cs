using System.Text.Json;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

public sealed class WebhookSinkTests : SinkContract
{
    private readonly WebhookReceiver _receiver = new();

    protected override IReceiver Receiver => _receiver;

    protected override Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Webhooks:0:Name"] = "ops",
            ["Webhooks:0:Url"] = $"{_receiver.Url}hook/secret-of-path",
            ["Webhooks:0:Secret"] = WebhookReceiver.Secret,
        };

    protected override IReadOnlyList<string> Secrets => [WebhookReceiver.Secret, "secret-of-path"];

    [Fact]
    public async Task A_receiver_that_failed_first_gets_the_same_signed_message_again()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(TestDelivery.Alert());
        await delivery.DeliverAsync();
        delivery.Refit(TestDelivery.Alert());
        await delivery.DeliverAsync();

        Assert.Equal(2, _receiver.Headers.Count);
        Assert.Single(_receiver.Headers.Distinct());
        Assert.Single(_receiver.Bodies.Distinct(StringComparer.Ordinal));
        Assert.StartsWith("sha256=", _receiver.Headers.First().Signature, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sun, 01 Mar 2026 12:10:00 GMT", 600)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 15)]
    [InlineData("5", 15)]
    [InlineData("86400", 3600)]
    [InlineData("soon", 15)]
    [InlineData("-3", 15)]
    public async Task A_busy_receiver_says_when_in_seconds_or_as_a_date_and_within_the_waits_of_delivery(
        string retryAfter,
        double seconds
    )
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(TestDelivery.Alert());
        _receiver.Mood = ReceiverMood.Busy;
        _receiver.RetryAfter = retryAfter;

        await delivery.DeliverAsync();

        Assert.Equal(
            TestDelivery.Start.AddSeconds(seconds),
            Assert.Single(delivery.State.Outbox.Values).NextAttempt
        );
    }

    [Fact]
    public async Task The_body_is_what_receivers_of_Alertmanager_expect_and_more()
    {
        var settings = Settings;
        settings["Webhooks:0:Secret"] = null;
        using var delivery = new TestDelivery(settings);
        var alert = TestDelivery.Alert();
        delivery.Refit(alert);

        await delivery.DeliverAsync();

        using var json = JsonDocument.Parse(Assert.Single(_receiver.Bodies));
        var root = json.RootElement;
        Assert.Equal("4", root.GetProperty("version").GetString());
        Assert.Equal("firing", root.GetProperty("status").GetString());
        Assert.Equal("webhook-ops", root.GetProperty("receiver").GetString());
        foreach (
            var name in new[]
            {
                "groupKey",
                "truncatedAlerts",
                "groupLabels",
                "commonLabels",
                "commonAnnotations",
                "externalURL",
            }
        )
        {
            Assert.True(root.TryGetProperty(name, out _), name);
        }

        var entry = Assert.Single(root.GetProperty("alerts").EnumerateArray().ToArray());
        Assert.Equal(
            AlertCodes.TrainingTrend,
            entry.GetProperty("labels").GetProperty("alertname").GetString()
        );
        Assert.Equal(alert.Id, entry.GetProperty("fingerprint").GetString());
        Assert.Equal("2026-03-01T12:00:00Z", entry.GetProperty("startsAt").GetString());
        Assert.Equal("0001-01-01T00:00:00Z", entry.GetProperty("endsAt").GetString());
        Assert.Equal("run-a", entry.GetProperty("run").GetString());
        Assert.Equal(2, entry.GetProperty("observed").GetDouble());
        Assert.Equal("", _receiver.Headers.Single().Signature);
    }

    [Fact]
    public async Task A_CloudEvent_has_the_idempotency_key_as_its_id_the_alert_as_its_data_and_a_signature()
    {
        var settings = Settings;
        settings["Webhooks:0:Format"] = "CloudEvents";
        settings["ExternalUrl"] = "https://scaling.example.org";
        using var delivery = new TestDelivery(settings);
        var alert = TestDelivery.Alert(status: AlertStatus.Resolved);
        delivery.Refit(alert);

        await delivery.DeliverAsync();

        var (contentType, key, signature) = Assert.Single(_receiver.Headers);
        Assert.Equal("application/cloudevents+json; charset=utf-8", contentType);
        Assert.NotEqual("", signature);
        using var json = JsonDocument.Parse(Assert.Single(_receiver.Bodies));
        var root = json.RootElement;
        Assert.Equal("1.0", root.GetProperty("specversion").GetString());
        Assert.Equal(key, root.GetProperty("id").GetString());
        Assert.Equal("https://scaling.example.org/", root.GetProperty("source").GetString());
        Assert.Equal("scaling-pipeline.alert.resolved", root.GetProperty("type").GetString());
        Assert.Equal(alert.Id, root.GetProperty("subject").GetString());
        Assert.Equal("2026-03-01T12:00:00Z", root.GetProperty("time").GetString());
        Assert.Equal("application/json", root.GetProperty("datacontenttype").GetString());
        Assert.Equal(
            AlertDocument.Of(alert),
            AlertJson.Parse(root.GetProperty("data").GetRawText())
        );
    }
}
