using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace ScalingPipeline.Storage.Postgres;

/// <summary>Repeats a transaction whose connection broke, or whose server was restarting, for a bounded time.</summary>
internal static partial class PostgresRetry
{
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    /// <summary>Repeats of a transaction: about 15 s in all, within which a server restarts.</summary>
    public const int WhileRunning = 7;

    /// <summary>Repeats of the first connection: about 1 s, since a wrong address is to be told soon.</summary>
    public const int AtStart = 3;

    /// <param name="repeats">After the first attempt; the wait between them doubles from 200 ms to 5 s, with jitter.</param>
    /// <param name="location">For the log.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="logger">Told of every repeat.</param>
    public static ResiliencePipeline Build(
        int repeats,
        PostgresLocation location,
        TimeProvider time,
        ILogger logger
    ) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = repeats,
                    Delay = _first,
                    MaxDelay = _longest,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder().Handle<Exception>(PostgresFault.Passes),
                    OnRetry = retry =>
                    {
                        Repeated(
                            logger,
                            PostgresFault.Sentence(location, retry.Outcome.Exception!),
                            retry.AttemptNumber + 1,
                            repeats,
                            retry.RetryDelay
                        );
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    [LoggerMessage(
        EventId = 5100,
        Level = LogLevel.Warning,
        Message = "{Problem} Repeat {Repeat} of {Repeats} in {Wait}."
    )]
    private static partial void Repeated(
        ILogger logger,
        string problem,
        int repeat,
        int repeats,
        TimeSpan wait
    );
}
