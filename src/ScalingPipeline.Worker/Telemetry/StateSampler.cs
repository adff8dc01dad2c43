using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Worker.Telemetry;

/// <summary>Samples the state for <see cref="StateGauges"/> again and again; what cannot be read keeps its last value.</summary>
internal sealed partial class StateSampler(
    StateGauges gauges,
    ILedger ledger,
    IMonitoringState state,
    IServiceProvider services,
    TimeProvider time,
    ILogger<StateSampler> logger
) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    // Null where no queue is configured: a work queue that is not there cannot be asked for by a constructor.
    private readonly IWorkQueue? _queue = services.GetService<IWorkQueue>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                gauges.Show(await SampleAsync(stoppingToken));
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                NotSampled(logger, fault);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<StateSample> SampleAsync(CancellationToken cancellationToken) =>
        new(
            await ledger.CountAsync(cancellationToken),
            await state.AlertsAsync(includeResolved: false, cancellationToken),
            await state.WaitingMessagesAsync(cancellationToken),
            (await state.ChangedAsync(cancellationToken)).Count,
            _queue is null ? null : await DepthsAsync(_queue, cancellationToken)
        );

    private static async Task<QueueDepths> DepthsAsync(
        IWorkQueue queue,
        CancellationToken cancellationToken
    ) =>
        new(
            await queue.DepthAsync(cancellationToken),
            await queue.SetAsideDepthAsync(cancellationToken)
        );

    [LoggerMessage(
        EventId = 5000,
        Level = LogLevel.Warning,
        Message = "The state could not be sampled for metrics; they show what it was"
    )]
    private static partial void NotSampled(ILogger logger, Exception fault);
}
