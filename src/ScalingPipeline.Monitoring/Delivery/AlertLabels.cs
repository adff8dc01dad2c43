using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>An alert in the terms of Prometheus: labels say which one it is, annotations what there is to know.</summary>
internal static class AlertLabels
{
    /// <summary>Those that stay the same while the alert lasts; no run where it is about the domain as a whole, since to Prometheus an empty label is none.</summary>
    public static JsonObject Identity(AlertDocument alert) =>
        AlertSubject.IsWholeDomain(alert.Run)
            ? new() { ["alertname"] = alert.Code, ["domain"] = alert.Domain }
            : new()
            {
                ["alertname"] = alert.Code,
                ["domain"] = alert.Domain,
                ["run"] = alert.Run,
            };

    public static JsonObject WithSeverity(AlertDocument alert)
    {
        var labels = Identity(alert);
        labels["severity"] = AlertJson.NameOf(alert.Severity);
        return labels;
    }

    public static JsonObject Annotations(AlertDocument alert) =>
        new()
        {
            ["summary"] = alert.Message,
            ["cause"] = alert.Cause,
            ["next_step"] = alert.NextStep,
            ["evidence"] = alert.Evidence,
        };
}
