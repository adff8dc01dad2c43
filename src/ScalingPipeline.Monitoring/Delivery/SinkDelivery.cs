using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using ScalingPipeline.Ingestion.Durability;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Telemetry;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>The way of one sink's messages from the outbox to it.</summary>
/// <param name="name">The sink that the messages are for.</param>
/// <param name="sink">Null when it is no longer configured.</param>
internal sealed partial class SinkDelivery(
    string name,
    IAlertSink? sink,
    IMonitoringState state,
    DeliveryOptions options,
    TimeProvider time,
    ILogger logger
)
{
    private const int Batch = 100;

    private readonly ResiliencePipeline _pipeline = SinkPipeline.Build(options, time);

    /// <summary>Tries the messages that are due, up to 100, once; together what one refit found in one domain.</summary>
    /// <param name="cancellationToken">Begins no more messages.</param>
    /// <param name="held">Ends those on their way, too.</param>
    /// <returns>For each notice how many messages were taken, and how many were not; those that are not told come first.</returns>
    public async IAsyncEnumerable<(int Taken, int Left)> DeliverAsync(
        CancellationToken cancellationToken,
        [EnumeratorCancellation] CancellationToken held
    )
    {
        var now = time.GetUtcNow();
        var waiting = await state.DueMessagesAsync(name, now, options.LongestBackoff, Batch, held);
        var due = await Screening.PassAsync(state, waiting, now, held);
        if (due.Count < waiting.Count)
        {
            yield return (0, waiting.Count - due.Count);
        }

        TimeSpan? pause = null;
        foreach (var group in NoticeGroups.Of(due, sink?.Capacity ?? 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (var taken, pause) = await DeliverUnlessAsync(pause, group, held);
            yield return (taken, group.Count - taken);
        }
    }

    /// <returns>How many were taken, and for how long the sink wants to be left alone, when it said so.</returns>
    private async Task<(int Taken, TimeSpan? Pause)> DeliverUnlessAsync(
        TimeSpan? pause,
        IReadOnlyList<OutboxMessage> group,
        CancellationToken held
    )
    {
        if (pause is null)
        {
            return await DeliverAsync(group, held);
        }

        await PostponeAsync(
            group,
            $"The sink {name} asked to be left alone for a while.",
            pause,
            held
        );
        return (0, pause);
    }

    private async Task<(int Taken, TimeSpan? Pause)> DeliverAsync(
        IReadOnlyList<OutboxMessage> group,
        CancellationToken held
    )
    {
        using var trace = MonitoringTelemetry.BeginDelivery(name);
        if (sink is null)
        {
            MonitoringTelemetry.Delivered("unknown", "postponed");
            await PostponeAsync(
                group,
                $"No sink is called {name} any more; configure it again to have this message delivered.",
                pause: null,
                held
            );
            return (0, null);
        }

        try
        {
            await _pipeline.ExecuteAsync(
                async token =>
                {
                    MonitoringTelemetry.Attempted(name);
                    await sink.SendAsync(Notice(group), token);
                },
                held
            );
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            throw;
        }
        catch (BrokenCircuitException)
        {
            MonitoringTelemetry.Delivered(name, "circuit_open");
            await PostponeAsync(
                group,
                $"The sink {name} failed several times in a row and is left alone for a while.",
                pause: null,
                held
            );
            return (0, null);
        }
        catch (SinkRefusedException refusal) when (refusal.BlamesContent && group.Count > 1)
        {
            return await DeliverSinglyAsync(group, held);
        }
        catch (Exception failure)
        {
            trace?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
            MonitoringTelemetry.Delivered(name, "postponed");
            var pause = (failure as SinkRefusedException)?.RetryAfter;
            await PostponeAsync(group, failure.Message, pause, held);
            return (0, pause);
        }

        CommitBoundary.Reach(CommitBoundary.MessageTaken);
        foreach (var message in group)
        {
            await state.CompleteAsync(message.Id, held);
        }

        CommitBoundary.Reach(CommitBoundary.MessageCompleted);
        MonitoringTelemetry.Delivered(name, "delivered");
        return (group.Count, null);
    }

    /// <summary>One message that is not taken must not keep back those that came with it.</summary>
    private async Task<(int Taken, TimeSpan? Pause)> DeliverSinglyAsync(
        IReadOnlyList<OutboxMessage> group,
        CancellationToken held
    )
    {
        var (taken, pause) = (0, (TimeSpan?)null);
        foreach (var message in group)
        {
            (var one, pause) = await DeliverUnlessAsync(pause, [message], held);
            taken += one;
        }

        return (taken, pause);
    }

    private static AlertNotice Notice(IEnumerable<OutboxMessage> group) =>
        new([.. group.Select(m => new NoticeEntry(m.Id, AlertJson.Parse(m.Payload)))]);

    private async Task PostponeAsync(
        IReadOnlyList<OutboxMessage> group,
        string error,
        TimeSpan? pause,
        CancellationToken held
    )
    {
        // All of a group at the same time, so that it stays one; no longer than any message waits.
        var wait = DeliveryBackoff.After(group.Max(m => m.Attempts), options);
        wait = pause > wait ? pause.Value : wait;
        wait = wait < options.LongestBackoff ? wait : options.LongestBackoff;
        var next = time.GetUtcNow() + wait;
        foreach (var message in group)
        {
            Postponed(logger, message.Id, name, wait, error);
            await state.PostponeAsync(message.Id, next, error, held);
        }
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
