using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>Looks at storage at the start, then on an interval and on every hint, until the host stops.</summary>
public sealed class WatchService(
    IStorageLook look,
    StorageHint storageHint,
    CommitHint commitHint,
    IOptions<WatchOptions> options,
    TimeProvider time,
    ILogger<WatchService> logger
) : BackgroundService
{
    // Touched by the loop alone.
    private readonly PassSchedule _schedule = new(
        options.Value.Interval,
        options.Value.LongestDelay
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await PassAsync(stoppingToken);
            if (!await WaitAsync(stoppingToken))
            {
                return;
            }
        }
    }

    /// <summary>One pass; whatever goes wrong in it is logged and told to the schedule.</summary>
    private async Task PassAsync(CancellationToken stoppingToken)
    {
        try
        {
            var changed = await look.LookAsync(stoppingToken);
            _schedule.Succeeded();
            if (changed)
            {
                commitHint.Raise();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what was begun is begun again by the next process.
        }
        catch (Exception fault)
        {
            _schedule.Failed();
            IngestionLog.PassFailed(logger, look.Container, _schedule.NextDelay, fault);
        }
    }

    /// <summary>False when the host stops.</summary>
    private async Task<bool> WaitAsync(CancellationToken stoppingToken)
    {
        try
        {
            await storageHint.WaitAsync(_schedule.NextDelay, time, stoppingToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
