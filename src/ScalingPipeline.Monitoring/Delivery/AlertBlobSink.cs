using System.Globalization;
using System.Text;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Puts every alert transition into blob storage: <c>alerts/SINCE-DATE/ID-STATUS.json</c>. A repeated message writes the same blob.</summary>
public sealed class AlertBlobSink(IBlobSink blobs) : IAlertSink
{
    public string Name => "blobs";

    public async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        foreach (var alert in notice.Alerts)
        {
            var content = Encoding.UTF8.GetBytes(AlertJson.Serialize(alert) + "\n");
            await blobs.WriteAsync(
                NameOf(alert),
                (stream, token) => stream.WriteAsync(content, token).AsTask(),
                cancellationToken
            );
        }
    }

    /// <summary>The blob of an alert in its present status; the date is in UTC.</summary>
    public static string NameOf(AlertDocument alert)
    {
        var date = alert.Since.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"alerts/{date}/{BlobPath.Escape(alert.Id)}-{AlertJson.NameOf(alert.Status)}.json";
    }
}
