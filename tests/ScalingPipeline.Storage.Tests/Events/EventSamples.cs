using System.Text.Json.Nodes;
using ScalingPipeline.Storage.AzureBlobs;
using ScalingPipeline.Storage.Events;

namespace ScalingPipeline.Storage.Tests.Events;

/// <summary>Events as <see href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage"/> shows them.</summary>
internal static class EventSamples
{
    public const string Topic =
        "/subscriptions/0b1f/resourceGroups/Storage/providers/Microsoft.Storage/storageAccounts/mine";

    public static readonly DateTimeOffset Time = new(2026, 1, 31, 12, 30, 0, 123, TimeSpan.Zero);

    public static string Url(
        string name,
        string account = "mine",
        string container = "logs",
        string service = "blob"
    ) => $"https://{account}.{service}.core.windows.net/{container}/{name}";

    public static string Subject(string name, string container = "logs") =>
        $"/blobServices/default/containers/{container}/blobs/{name}";

    /// <summary>The container <c>logs</c> of the account <c>mine</c>, or a prefix in it.</summary>
    public static WatchedBlobs Watched(string prefix = "")
    {
        var location = AzureLocation.Parse(
            $"https://mine.blob.core.windows.net/logs/{prefix}",
            connectionString: null
        );
        return new WatchedBlobs(location.Display, location);
    }

    public static string EventGrid(
        string? url,
        string? subject = null,
        string api = "PutBlob",
        string type = "Microsoft.Storage.BlobCreated"
    ) =>
        new JsonObject
        {
            ["topic"] = Topic,
            ["subject"] = subject ?? Subject("\uFFFD"),
            ["eventType"] = type,
            ["eventTime"] = "2026-01-31T12:30:00.123Z",
            ["id"] = "831e1650-001e-001b-66ab-eeb76e069631",
            ["data"] = Data(url, api),
            ["dataVersion"] = "",
            ["metadataVersion"] = "1",
        }.ToJsonString();

    public static string CloudEvent(
        string? url,
        string? subject = null,
        string api = "PutBlob",
        string type = "Microsoft.Storage.BlobCreated"
    ) =>
        new JsonObject
        {
            ["source"] = Topic,
            ["subject"] = subject ?? Subject("\uFFFD"),
            ["type"] = type,
            ["time"] = "2026-01-31T12:30:00.123Z",
            ["id"] = "831e1650-001e-001b-66ab-eeb76e069631",
            ["data"] = Data(url, api),
            ["specversion"] = "1.0",
        }.ToJsonString();

    private static JsonObject Data(string? url, string api) =>
        new()
        {
            ["api"] = api,
            ["clientRequestId"] = "6d79dbfb-0e37-4fc4-981f-442c9ca65760",
            ["requestId"] = "831e1650-001e-001b-66ab-eeb76e000000",
            ["eTag"] = "0x8D4BCC2E4835CD0",
            ["contentType"] = "application/octet-stream",
            ["contentLength"] = 524_288,
            ["blobType"] = "BlockBlob",
            ["url"] = url,
            ["sequencer"] = "00000000000004420000000000028963",
            ["storageDiagnostics"] = new JsonObject { ["batchId"] = "b68529f3" },
        };
}
