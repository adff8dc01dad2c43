using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>What stands between the outbox and one sink: circuit breaker around retry around timeout.</summary>
internal static class SinkPipeline
{
    private const int FailuresToOpen = 3;

    public static ResiliencePipeline Build(DeliveryOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        // Deliveries, not attempts, are counted: three in a row that failed with all their retries open the circuit.
        builder.AddCircuitBreaker(
            new CircuitBreakerStrategyOptions
            {
                FailureRatio = 1,
                MinimumThroughput = FailuresToOpen,
                SamplingDuration = TimeSpan.FromMinutes(5),
                BreakDuration =
                    options.Backoff < TimeSpan.FromSeconds(1)
                        ? TimeSpan.FromSeconds(1)
                        : options.Backoff,
                ShouldHandle = new PredicateBuilder().Handle<Exception>(e =>
                    IsFailure(e) && !IsClear(e)
                ),
            }
        );
        if (options.Retries > 0)
        {
            builder.AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = options.Retries,
                    Delay = options.RetryDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = options.RetryDelay > TimeSpan.Zero,
                    ShouldHandle = new PredicateBuilder().Handle<Exception>(e =>
                        IsFailure(e) && !IsClear(e)
                    ),
                }
            );
        }

        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout });
        return builder.Build();
    }

    // A receiver that says when to come again, or what it does not take, is neither dead nor to be asked at once.
    private static bool IsClear(Exception exception) =>
        exception
            is SinkRefusedException { RetryAfter: not null }
                or SinkRefusedException { BlamesContent: true };

    private static bool IsFailure(Exception exception) =>
        exception is not OperationCanceledException || exception.InnerException is TimeoutException;
}
