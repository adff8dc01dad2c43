using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Worker.Web.Live;

/// <summary>Looks at the state again and again while somebody listens, and tells what changed: other workers write to it too.</summary>
internal sealed partial class StateWatch(
    NewsDesk desk,
    IMonitoringState state,
    ILedger ledger,
    TimeProvider time,
    ILogger<StateWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    // What was seen last, also before anybody listened: whoever begins to is told what has changed since.
    private StateGlance _earlier = StateGlance.Nothing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await desk.SomebodyAsync(stoppingToken);
            await WatchAsync(stoppingToken);
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                var now = await StateGlance.TakeAsync(state, ledger, stoppingToken);
                desk.Publish(now.Since(_earlier));
                _earlier = now;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                NotSeen(logger, fault);
            }
        } while (desk.HasListeners && await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(
        EventId = 5010,
        Level = LogLevel.Warning,
        Message = "The state could not be looked at for those who watch a page; it is tried again"
    )]
    private static partial void NotSeen(ILogger logger, Exception fault);
}
