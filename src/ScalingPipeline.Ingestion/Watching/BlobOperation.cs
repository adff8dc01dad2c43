using System.Data.Common;
using System.Net.Sockets;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using ScalingPipeline.Ingestion.Blobs;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What surrounds one operation on storage: a few retries with growing, jittered waits, and a time limit for each.</summary>
internal static class BlobOperation
{
    public static ResiliencePipeline Surroundings(IngestionOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.Retries > 0)
        {
            builder.AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<Exception>(IsPassing),
                    MaxRetryAttempts = options.Retries,
                    Delay = options.RetryDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                }
            );
        }

        return builder.AddTimeout(options.BlobTimeout).Build();
    }

    /// <summary>True for faults of storage and network that may pass by themselves.</summary>
    private static bool IsPassing(Exception fault) =>
        fault switch
        {
            BlobChangedException or FileNotFoundException or DirectoryNotFoundException => false,
            TimeoutRejectedException => false,
            IOException or SocketException or HttpRequestException or TimeoutException => true,
            DbException database => database.IsTransient,
            _ => false,
        };
}
