using System.Globalization;
using System.Text.Json;
using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Storage.Events;

/// <summary>A notice of our own as a CloudEvent 1.0 in structured JSON, plain ASCII, so that one format is in the queue.</summary>
internal static class NoticeMessage
{
    public const string EventType = "scaling-pipeline.blob-noticed.v1";

    /// <summary>The watched container as a URI reference.</summary>
    public static string SourceOf(string container) => Uri.EscapeDataString(container);

    public static string Write(BlobNotice notice, string container) =>
        JsonSerializer.Serialize(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["specversion"] = "1.0",
                ["id"] = Guid.CreateVersion7().ToString(),
                ["source"] = SourceOf(container),
                ["type"] = EventType,
                ["subject"] = notice.Name,
                ["time"] = notice.Created?.ToString("O", CultureInfo.InvariantCulture),
            }
                .Where(attribute => attribute.Value is not null)
                .ToDictionary(StringComparer.Ordinal)
        );
}
