using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Worker.AlertTests;

/// <summary>An alert in a few words.</summary>
internal static class AlertWords
{
    public static string Of(AlertCondition condition) =>
        $"{condition.Run}: {condition.Code}{Details(condition.CauseCode, condition.Severity)}";

    public static string Details(string? cause, AlertSeverity? severity)
    {
        var known = new[] { severity is { } level ? AlertJson.NameOf(level) : null, cause }
            .OfType<string>()
            .ToArray();
        return known.Length == 0 ? "" : $" ({string.Join(", ", known)})";
    }
}
