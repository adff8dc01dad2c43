using ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Alertmanager;

public sealed class AlertmanagerSinkTests : SinkContract
{
    private readonly AlertmanagerReceiver _receiver = new();

    protected override IReceiver Receiver => _receiver;

    protected override Dictionary<string, string?> Settings =>
        new(StringComparer.Ordinal)
        {
            ["Alertmanagers:0:Url"] = $"{_receiver.Url}prefix/",
            ["Alertmanagers:0:User"] = "ops",
            ["Alertmanagers:0:Password"] = "secret-of-ops",
        };

    protected override IReadOnlyList<string> Secrets =>
        ["secret-of-ops", "b3BzOnNlY3JldC1vZi1vcHM="];
}
