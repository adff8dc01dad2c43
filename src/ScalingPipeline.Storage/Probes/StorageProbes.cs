using Azure;
using ScalingPipeline.Storage.AzureBlobs;
using ScalingPipeline.Storage.AzureQueues;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.Probes;

/// <summary>Questions to a storage account that leave nothing behind.</summary>
public static class StorageProbes
{
    /// <summary>How far the storage's clock is ahead of this machine's, by the <c>Date</c> of an answer, which has whole seconds.</summary>
    /// <param name="options">The watched container must be a URL.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">The storage gave no answer, or one without a date.</exception>
    public static async Task<TimeSpan> ClockSkewAsync(
        StorageOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var place = AzureLocation.Parse(
            options.Logs,
            BlobStores.ConnectionStringOr(options.ConnectionString)
        );
        try
        {
            var asked = time.GetUtcNow();
            await foreach (
                var page in place
                    .Client.GetBlobsAsync(cancellationToken: cancellationToken)
                    .AsPages(pageSizeHint: 1)
                    .WithCancellation(cancellationToken)
            )
            {
                var answered = time.GetUtcNow();
                return page.GetRawResponse().Headers.Date is { } date
                    ? date - (asked + ((answered - asked) / 2))
                    : throw new IOException($"{place.Display}: the storage tells no time.");
            }

            throw new IOException($"{place.Display}: the storage gave no answer.");
        }
        catch (Exception problem)
            when (problem is not IOException && AzureFault.Is(problem, cancellationToken))
        {
            throw AzureFault.Explain(place.Display, problem);
        }
    }

    /// <summary>Whether the queue is there, with its URL without credentials.</summary>
    /// <param name="options">Which must name a queue.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">The storage cannot tell.</exception>
    public static async Task<(string Display, bool Exists)> QueueAsync(
        StorageOptions options,
        CancellationToken cancellationToken
    )
    {
        var connectionString = BlobStores.ConnectionStringOr(options.ConnectionString);
        var place = AzureQueueLocation.Parse(
            options.Queue!.Trim(),
            connectionString,
            AzureLocation.IsUrl(options.Logs)
                ? AzureLocation.Parse(options.Logs, connectionString)
                : null
        );
        try
        {
            await place.Queue.GetPropertiesAsync(cancellationToken);
            return (place.Display, true);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode is "QueueNotFound")
        {
            return (place.Display, false);
        }
        catch (Exception problem) when (AzureFault.Is(problem, cancellationToken))
        {
            throw AzureFault.Explain(place.Display, problem);
        }
    }
}
