using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Slack;

public sealed class SlackBotSinkTests : SinkContract
{
    private readonly SlackReceiver _receiver = new();

    protected override IReceiver Receiver => _receiver;

    protected override Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Slack:0:Token"] = SlackReceiver.Token,
            ["Slack:0:Channel"] = SlackReceiver.Channel,
            ["Slack:0:Api"] = $"{_receiver.Url}api/",
        };

    protected override IReadOnlyList<string> Secrets => [SlackReceiver.Token];

    [Fact]
    public async Task The_resolution_of_one_of_several_alerts_changes_its_block_in_the_message_of_all()
    {
        var resolved = TestDelivery.Alert("run-b", status: AlertStatus.Resolved);
        using (var before = new TestDelivery(Settings))
        {
            before.Refit(
                TestDelivery.Alert("run-a"),
                TestDelivery.Alert("run-b"),
                TestDelivery.Alert("run-c")
            );
            await before.DeliverAsync();
        }

        // Another process, without any memory, and with other messages in between.
        using var after = new TestDelivery(Settings);
        after.Refit(TestDelivery.Alert("run-d"));
        await after.DeliverAsync();
        after.Refit(resolved);
        Assert.Equal((1, 0), await after.DeliverAsync());

        Assert.Equal(2, _receiver.Messages.Count);
        Assert.Empty(_receiver.Replies);
        var blocks = _receiver.Messages[0]["blocks"]!.AsArray();
        Assert.Equal(
            ["Firing (warning): ", "Resolved: ", "Firing (warning): "],
            blocks.Select(b => b!["elements"]![0]!["elements"]![0]!["text"]!.ToString())
        );
        Assert.Contains("run-b", blocks[1]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_rises_is_changed_in_place_and_said_once_in_its_thread_for_all_to_see()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(TestDelivery.Alert());
        await delivery.DeliverAsync();
        var worse = TestDelivery.Alert(severity: AlertSeverity.Critical);
        delivery.Refit(worse);
        await delivery.DeliverAsync();
        delivery.Refit(worse);
        await delivery.DeliverAsync();

        var message = Assert.Single(_receiver.Messages);
        Assert.Contains("critical", message.ToJsonString(), StringComparison.Ordinal);
        var reply = Assert.Single(_receiver.Replies);
        Assert.Equal(message["ts"]!.ToString(), reply["thread_ts"]!.ToString());
        Assert.True((bool)reply["reply_broadcast"]!);

        delivery.Refit(worse with { Status = AlertStatus.Resolved });
        await delivery.DeliverAsync();
        message = Assert.Single(_receiver.Messages);
        Assert.Contains("Resolved", message.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(_receiver.Replies);
    }

    [Fact]
    public async Task An_alert_whose_message_is_gone_gets_another()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(TestDelivery.Alert());
        await delivery.DeliverAsync();
        _receiver.Messages.Clear();
        delivery.Refit(TestDelivery.Alert(status: AlertStatus.Resolved));
        await delivery.DeliverAsync();

        Assert.Contains(
            "Resolved",
            Assert.Single(_receiver.Messages).ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_Slack_says_is_wrong_is_told_by_its_code()
    {
        var settings = Settings;
        settings["Slack:0:Channel"] = "C9999999999";
        settings["Slack:0:Token"] = "xoxb-another";
        using var delivery = new TestDelivery(settings);
        delivery.Refit(TestDelivery.Alert());

        Assert.Equal((0, 1), await delivery.DeliverAsync());

        Assert.Equal(
            "Slack (default) answered invalid_auth.",
            Assert.Single(delivery.State.Outbox.Values).LastError
        );
    }
}
