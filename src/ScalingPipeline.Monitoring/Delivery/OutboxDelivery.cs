using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using ScalingPipeline.Ingestion.Durability;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Telemetry;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>
/// Takes due messages to their sinks, at least once each. Every sink has its own queue and its own resilience: one that is dead
/// or slow keeps its messages and delays nobody else's. One process at a time delivers to a sink, so that a message comes once unless a
/// process dies between the sink's answer and noting it.
/// </summary>
public sealed partial class OutboxDelivery
{
    private const int Batch = 100;

    private readonly IMonitoringState _state;
    private readonly LeasedSections _sections;
    private readonly Dictionary<string, (IAlertSink Sink, ResiliencePipeline Pipeline)> _sinks;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxDelivery> _logger;

    public OutboxDelivery(
        IMonitoringState state,
        LeasedSections sections,
        IEnumerable<IAlertSink> sinks,
        IOptions<DeliveryOptions> options,
        TimeProvider time,
        ILogger<OutboxDelivery> logger
    )
    {
        _state = state;
        _sections = sections;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _sinks = sinks.ToDictionary(
            s => s.Name,
            s => (s, SinkPipeline.Build(options.Value, time)),
            StringComparer.Ordinal
        );
    }

    /// <summary>Tries messages that are due, up to 100 for each sink, once; those to sinks that another process delivers to are left to it.</summary>
    /// <param name="cancellationToken">Begins no more messages; those on their way arrive.</param>
    /// <param name="abandon">Ends those on their way too: they are due again.</param>
    /// <returns>How many were taken by their sinks, and how many have to wait.</returns>
    public async Task<(int Delivered, int Postponed)> DeliverDueAsync(
        CancellationToken cancellationToken,
        CancellationToken abandon = default
    )
    {
        var sinks = await _state.DueSinksAsync(
            _time.GetUtcNow(),
            _options.LongestBackoff,
            cancellationToken
        );
        var results = await Task.WhenAll(
            sinks.Select(sink => DeliverAloneAsync(sink, cancellationToken, abandon))
        );
        return (results.Sum(r => r.Delivered), results.Sum(r => r.Postponed));
    }

    private async Task<(int Delivered, int Postponed)> DeliverAloneAsync(
        string sink,
        CancellationToken cancellationToken,
        CancellationToken abandon
    )
    {
        var (delivered, postponed) = (0, 0);
        try
        {
            await _sections.TryRunAsync(
                $"deliver:{sink}",
                async (_, held) =>
                {
                    var due = await _state.DueMessagesAsync(
                        sink,
                        _time.GetUtcNow(),
                        _options.LongestBackoff,
                        Batch,
                        held
                    );
                    foreach (var message in due)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        if (await DeliverAsync(message, held))
                        {
                            delivered++;
                        }
                        else
                        {
                            postponed++;
                        }
                    }
                },
                abandon
            );
        }
        catch (LeaseLostException)
        {
            // Another process goes on with the rest.
        }

        return (delivered, postponed);
    }

    private async Task<bool> DeliverAsync(
        OutboxMessage message,
        CancellationToken cancellationToken
    )
    {
        using var trace = MonitoringTelemetry.BeginDelivery(message.Sink);
        if (!_sinks.TryGetValue(message.Sink, out var target))
        {
            MonitoringTelemetry.Delivered("unknown", "postponed");
            await PostponeAsync(
                message,
                $"No sink is called {message.Sink} any more; configure it again to have this message delivered.",
                cancellationToken
            );
            return false;
        }

        try
        {
            await target.Pipeline.ExecuteAsync(
                async token =>
                {
                    MonitoringTelemetry.Attempted(message.Sink);
                    await target.Sink.SendAsync(message, AlertJson.Parse(message.Payload), token);
                },
                cancellationToken
            );
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (BrokenCircuitException)
        {
            MonitoringTelemetry.Delivered(message.Sink, "circuit_open");
            await PostponeAsync(
                message,
                $"The sink {message.Sink} failed several times in a row and is left alone for a while.",
                cancellationToken
            );
            return false;
        }
        catch (Exception failure)
        {
            trace?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
            MonitoringTelemetry.Delivered(message.Sink, "postponed");
            await PostponeAsync(message, failure.Message, cancellationToken);
            return false;
        }

        CommitBoundary.Reach(CommitBoundary.MessageTaken);
        await _state.CompleteAsync(message.Id, cancellationToken);
        CommitBoundary.Reach(CommitBoundary.MessageCompleted);
        MonitoringTelemetry.Delivered(message.Sink, "delivered");
        return true;
    }

    private async Task PostponeAsync(
        OutboxMessage message,
        string error,
        CancellationToken cancellationToken
    )
    {
        var wait = DeliveryBackoff.After(message.Attempts, _options);
        Postponed(_logger, message.Id, message.Sink, wait, error);
        await _state.PostponeAsync(message.Id, _time.GetUtcNow() + wait, error, cancellationToken);
    }

    [LoggerMessage(
        EventId = 4110,
        Level = LogLevel.Warning,
        Message = "Message {Message} to sink {Sink} waits {Wait}: {Error}"
    )]
    private static partial void Postponed(
        ILogger logger,
        string message,
        string sink,
        TimeSpan wait,
        string error
    );
}
