using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Durability;
using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// Takes notices from the work queue, several at once, until the host stops. A notice is removed after what it led to is committed; until
/// then it is kept hidden, and comes again should this process die. What cannot be done because storage or state is away is postponed, and counts as no delivery.
/// </summary>
public sealed class QueueWorker(
    IWorkQueue queue,
    NoticeIntake intake,
    CommitHint commits,
    IOptions<IngestionOptions> options,
    TimeProvider time,
    ILogger<QueueWorker> logger
) : DrainingService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            Enumerable
                .Range(0, options.Value.Parallelism)
                .Select(_ => Task.Run(() => ConsumeAsync(stoppingToken), CancellationToken.None))
        );

    private async Task ConsumeAsync(CancellationToken stoppingToken)
    {
        var schedule = new PassSchedule(_pause, _longestPause);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var failed = false;
                foreach (var item in await queue.ReceiveAsync(1, stoppingToken))
                {
                    failed |= !await HandleAsync(item, stoppingToken);
                }

                if (failed)
                {
                    // What fails for one notice will fail for the next: the state or the storage may be away.
                    schedule.Failed();
                    await PauseAsync(schedule.NextDelay, stoppingToken);
                }
                else
                {
                    schedule.Succeeded();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                schedule.Failed();
                IngestionLog.QueueFailed(logger, schedule.NextDelay, fault);
                await PauseAsync(schedule.NextDelay, stoppingToken);
            }
        }
    }

    /// <summary>False when it failed, and comes again.</summary>
    private async Task<bool> HandleAsync(IWorkItem item, CancellationToken stoppingToken)
    {
        if (stoppingToken.IsCancellationRequested)
        {
            await item.ReleaseAsync(CancellationToken.None);
            return true;
        }

        try
        {
            var outcome = await item.HoldAsync(
                token => intake.TakeInAsync(item.Notice, token),
                time,
                Abandon
            );
            if (outcome.Next.Count > 0)
            {
                await queue.SendAsync(outcome.Next, Abandon);
                CommitBoundary.Reach(CommitBoundary.PartsSent);
            }

            await (
                outcome.IsDecided
                    ? item.CompleteAsync(Abandon)
                    : item.PostponeAsync(item.HiddenFor, Abandon)
            );
            CommitBoundary.Reach(CommitBoundary.NoticeCompleted);
            commits.Raise();
            return true;
        }
        catch (OperationCanceledException) when (Abandon.IsCancellationRequested)
        {
            await item.ReleaseAsync(CancellationToken.None);
            return true;
        }
        catch (Exception fault)
        {
            IngestionLog.NoticeFailed(logger, item.Notice.Name, item.Deliveries, fault);
            if (fault is IOException)
            {
                await TryPostponeAsync(item);
            }

            return false;
        }
    }

    private async Task TryPostponeAsync(IWorkItem item)
    {
        try
        {
            await item.PostponeAsync(item.HiddenFor, Abandon);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The queue is away too: it comes again when its time is over.
        }
    }

    private async Task PauseAsync(TimeSpan delay, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(delay, time, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
