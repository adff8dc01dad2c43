using System.Globalization;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>The name of one life of an alert, from its first sign to its resolution: one that comes back has another.</summary>
internal static class AlertLife
{
    public static string Of(string alertId, DateTimeOffset since) =>
        $"{alertId}-{since.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";

    public static string Of(AlertDocument alert) => Of(alert.Id, alert.Since);
}
