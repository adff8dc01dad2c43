using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Timeout;
using ScalingPipeline.Ingestion.Blobs;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// What surrounds the operations on one blob. Reading: so many at once, a time limit for the whole, retries with growing, jittered waits, and a breaker
/// that lets storage rest when it is down. Committing: a time limit and retries.
/// </summary>
/// <remarks>
/// The client of a store sends its requests again itself (Azure: three times each, within 70 s), which multiplies with
/// <see cref="IngestionOptions.Retries"/>: by default one request of a blob is sent at most 3 x 4 = 12 times. Whatever these come to,
/// <see cref="IngestionOptions.BlobTimeout"/> ends them. Each attempt is told by the meter <c>Polly</c>.
/// </remarks>
internal sealed class BlobOperation
{
    /// <summary>The share of attempts, of at least <see cref="MinimumThroughput"/> in <see cref="Sampling"/>, that fail when storage counts as down.</summary>
    private const double FailureRatio = 0.5;

    private const int MinimumThroughput = 10;

    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);

    /// <summary>How long storage that is down is left alone before one attempt is made.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _reading;
    private readonly ResiliencePipeline _committing;
    private long _restsUntil;

    public BlobOperation(IngestionOptions options, TimeProvider time, ILogger logger)
    {
        (_time, _logger) = (time, logger);
        var reading = Begin("blob-read", time)
            .AddConcurrencyLimiter(options.Parallelism, queueLimit: int.MaxValue)
            .AddTimeout(options.BlobTimeout);
        AddRetries(reading, options);
        _reading = reading.AddCircuitBreaker(Breaker()).Build();

        var committing = Begin("blob-commit", time).AddTimeout(options.BlobTimeout);
        AddRetries(committing, options);
        _committing = committing.Build();
    }

    /// <summary>True while storage is left alone: reading would fail at once.</summary>
    public bool IsStorageResting => _time.GetUtcNow().UtcTicks < Volatile.Read(ref _restsUntil);

    /// <summary>True for a fault of the storage, which says nothing of the blob.</summary>
    public static bool IsOfStorage(Exception fault) =>
        fault is StorageUnavailableException or BrokenCircuitException;

    public ValueTask<T> ReadAsync<T>(
        Func<CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    ) => _reading.ExecuteAsync(async token => await read(token), cancellationToken);

    public ValueTask CommitAsync(
        Func<CancellationToken, Task> commit,
        CancellationToken cancellationToken
    ) => _committing.ExecuteAsync(async token => await commit(token), cancellationToken);

    private static ResiliencePipelineBuilder Begin(string name, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { Name = name, TimeProvider = time };
        return builder.ConfigureTelemetry(new TelemetryOptions());
    }

    private static void AddRetries(ResiliencePipelineBuilder builder, IngestionOptions options)
    {
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
    }

    private CircuitBreakerStrategyOptions Breaker() =>
        new()
        {
            ShouldHandle = new PredicateBuilder().Handle<StorageUnavailableException>(),
            FailureRatio = FailureRatio,
            MinimumThroughput = MinimumThroughput,
            SamplingDuration = Sampling,
            BreakDuration = Rest,
            OnOpened = opened =>
            {
                Volatile.Write(
                    ref _restsUntil,
                    (_time.GetUtcNow() + opened.BreakDuration).UtcTicks
                );
                IngestionLog.StorageDown(
                    _logger,
                    opened.Outcome.Exception?.Message ?? "it fails",
                    opened.BreakDuration
                );
                return default;
            },
            OnClosed = _ =>
            {
                Volatile.Write(ref _restsUntil, 0);
                IngestionLog.StorageUp(_logger);
                return default;
            },
        };

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
