using Microsoft.Extensions.Logging;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Storage.AzureBlobs;
using ScalingPipeline.Storage.AzureQueues;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Storage.Events;

namespace ScalingPipeline.Storage.Queues;

/// <summary>Opens the work queue that the options name.</summary>
internal static class WorkQueues
{
    /// <returns>Null when <see cref="StorageOptions.Queue"/> is empty.</returns>
    /// <exception cref="ArgumentException">It names no queue, or no credentials fit it.</exception>
    public static IWorkQueue? Open(
        StorageOptions storage,
        WorkQueueOptions options,
        TimeProvider time,
        ILoggerFactory loggers
    )
    {
        if (string.IsNullOrWhiteSpace(storage.Queue))
        {
            return null;
        }

        var connectionString = BlobStores.ConnectionStringOr(storage.ConnectionString);
        var watched = AzureLocation.IsUrl(storage.Logs)
            ? AzureLocation.Parse(storage.Logs, connectionString)
            : null;
        var container =
            watched?.Display
            ?? BlobStores.Open(storage.Logs, connectionString, loggers).Source.Container;
        return new AzureWorkQueue(
            AzureQueueLocation.Parse(storage.Queue.Trim(), connectionString, watched),
            new WatchedBlobs(container, watched),
            options,
            time,
            loggers.CreateLogger<AzureWorkQueue>()
        );
    }
}
