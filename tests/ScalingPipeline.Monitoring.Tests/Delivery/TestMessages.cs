using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Tests.Alerts;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

internal static class TestMessages
{
    public static AlertRecord Alert { get; } =
        new()
        {
            Id = "0123456789abcdef",
            Condition = AlertLifecycleTests.Condition(),
            Status = AlertStatus.Firing,
            Since = new(2026, 3, 1, 23, 30, 0, TimeSpan.FromHours(-2)),
            Updated = new(2026, 3, 1, 23, 30, 0, TimeSpan.FromHours(-2)),
        };

    public static OutboxMessage Of(string id, string sink, DateTimeOffset created) =>
        new()
        {
            Id = id,
            Sink = sink,
            AlertId = Alert.Id,
            Payload = AlertJson.Serialize(Alert),
            Created = created,
            NextAttempt = created,
        };
}
