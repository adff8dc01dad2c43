using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>
/// Tells receivers that forget of all alerts that fire and are not silenced. Whoever delivers to a sink does so alone: no alert is told of as firing after
/// its resolution was.
/// </summary>
public sealed class AlertReminders(
    IMonitoringState state,
    LeasedSections sections,
    TimeProvider time
)
{
    /// <returns>False when somebody else delivers to the sink just now: nothing was done.</returns>
    /// <exception cref="SinkRefusedException">The receiver said no; so may any other exception.</exception>
    public Task<bool> RemindAsync(IAlertSink sink, CancellationToken cancellationToken) =>
        sections.TryRunAsync(
            OutboxDelivery.LeaseOf(sink.Name),
            async (_, held) =>
            {
                var alerts = await state.AlertsAsync(includeResolved: false, held);
                var now = time.GetUtcNow();
                var silences = await state.SilencesAsync(held);
                var firing = alerts
                    .Where(a => a.Status == AlertStatus.Firing)
                    .Select(AlertDocument.Of)
                    .Where(a => !silences.Any(s => s.IsActive(now) && s.Matches(a)))
                    .Select(a => new NoticeEntry(AlertLife.Of(a), a));
                foreach (var part in firing.Chunk(sink.Capacity))
                {
                    await sink.SendAsync(new AlertNotice(part), held);
                }
            },
            cancellationToken
        );
}
