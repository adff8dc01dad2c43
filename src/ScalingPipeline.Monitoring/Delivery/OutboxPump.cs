using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Empties the outbox for as long as the service runs; messages on their way when it stops may arrive, up to the deadline.</summary>
public sealed partial class OutboxPump(
    OutboxDelivery delivery,
    OutboxSignal signal,
    IOptions<DeliveryOptions> options,
    TimeProvider time,
    ILogger<OutboxPump> logger
) : DrainingService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // What was postponed is no longer due: as long as anything is, the next sink's messages may be behind it.
                var (delivered, postponed) = await delivery.DeliverDueAsync(stoppingToken, Abandon);
                if (delivered + postponed > 0)
                {
                    continue;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                OutboxUnreachable(logger, failure);
            }

            await signal.WaitAsync(options.Value.Poll, time, stoppingToken);
        }
    }

    [LoggerMessage(
        EventId = 4111,
        Level = LogLevel.Error,
        Message = "The outbox could not be read or written; trying again."
    )]
    private static partial void OutboxUnreachable(ILogger logger, Exception failure);
}
