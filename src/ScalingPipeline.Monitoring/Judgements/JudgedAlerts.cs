using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring.Judgements;

/// <summary>Alerts with what people said of them.</summary>
public static class JudgedAlerts
{
    /// <param name="state">Holds both.</param>
    /// <param name="includeResolved">Resolved alerts too; nobody has to say anything of those.</param>
    /// <param name="now">Silences that are over by then, or have not begun, say nothing.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Newest first.</returns>
    public static async Task<IReadOnlyList<AlertDocument>> ReadAsync(
        IMonitoringState state,
        bool includeResolved,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var alerts = await state.AlertsAsync(includeResolved, cancellationToken);
        var silences = await state.SilencesAsync(cancellationToken);
        var acknowledged = await state.AcknowledgementsAsync(cancellationToken);
        return
        [
            .. alerts
                .Select(AlertDocument.Of)
                .Select(alert =>
                    alert.Status == AlertStatus.Resolved
                        ? alert
                        : alert with
                        {
                            Silenced = silences.FirstOrDefault(s =>
                                s.IsActive(now) && s.Matches(alert)
                            ),
                            Acknowledged = acknowledged.FirstOrDefault(a => a.Covers(alert)),
                        }
                ),
        ];
    }
}
