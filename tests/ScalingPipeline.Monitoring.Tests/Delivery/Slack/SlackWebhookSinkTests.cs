using ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Slack;

public sealed class SlackWebhookSinkTests : SinkContract
{
    private readonly SlackReceiver _receiver = new();

    protected override IReceiver Receiver => _receiver;

    protected override bool KnowsRepetitions => false;

    protected override Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Slack:0:Name"] = "ops",
            ["Slack:0:WebhookUrl"] = $"{_receiver.Url}services/T0/B0/secret-of-slack",
        };

    protected override IReadOnlyList<string> Secrets => ["secret-of-slack"];
}
