using System.Text.Json;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>
/// Which messages that are due are told, after what people said of their alerts.
/// <list type="bullet">
/// <item>Those of a silenced alert are held until its silence ends.</item>
/// <item>What was held is told as it is then; what has been overtaken meanwhile is not, nor the end of what nobody was told of.</item>
/// <item>An acknowledged alert is not repeated.</item>
/// </list>
/// </summary>
internal static class Screening
{
    /// <param name="state">Is told what is held and what is dropped.</param>
    /// <param name="due">Messages to one sink.</param>
    /// <param name="now">The time of looking.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Those to tell, in their order.</returns>
    public static async Task<IReadOnlyList<OutboxMessage>> PassAsync(
        IMonitoringState state,
        IReadOnlyList<OutboxMessage> due,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (due.Count == 0)
        {
            return due;
        }

        var silences = await state.SilencesAsync(cancellationToken);
        var acknowledged = await state.AcknowledgementsAsync(cancellationToken);
        var passed = new List<OutboxMessage>();
        foreach (var message in due)
        {
            if (Read(message) is not { } alert)
            {
                passed.Add(message);
            }
            else if (
                silences.FirstOrDefault(s => s.IsActive(now) && s.Matches(alert)) is { } silence
            )
            {
                await state.HoldAsync(message.Id, silence.Id, cancellationToken);
            }
            else if (
                (OutboxMessages.IsRepeat(message, alert) && acknowledged.Any(a => a.Covers(alert)))
                || await IsOvertakenAsync(state, message, alert, cancellationToken)
            )
            {
                await state.DropAsync(message.Id, cancellationToken);
            }
            else
            {
                passed.Add(await AsItIsAsync(state, message, alert, cancellationToken));
            }
        }

        return passed;
    }

    private static AlertDocument? Read(OutboxMessage message)
    {
        try
        {
            return AlertJson.Parse(message.Payload);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<bool> IsOvertakenAsync(
        IMonitoringState state,
        OutboxMessage message,
        AlertDocument alert,
        CancellationToken cancellationToken
    )
    {
        var all = await state.MessagesAsync(message.Sink, message.AlertId, cancellationToken);
        var life = AlertLife.Of(alert);
        var ofLife = all.Where(m => m.Id.StartsWith(life, StringComparison.Ordinal)).ToArray();
        if (!ofLife.Any(m => m.HeldBy is not null))
        {
            return false;
        }

        return alert.Status == AlertStatus.Resolved
            ? !ofLife.Any(m => m.Fate == MessageFate.Delivered)
            : all.Any(m => m.Fate == MessageFate.Waiting && m.Created > message.Created);
    }

    private static async Task<OutboxMessage> AsItIsAsync(
        IMonitoringState state,
        OutboxMessage message,
        AlertDocument alert,
        CancellationToken cancellationToken
    )
    {
        if (message.HeldBy is null || alert.Status == AlertStatus.Resolved)
        {
            return message;
        }

        var alerts = await state.AlertsAsync(includeResolved: false, cancellationToken);
        return
            alerts.FirstOrDefault(a =>
                a.Status == AlertStatus.Firing
                && string.Equals(a.Id, alert.Id, StringComparison.Ordinal)
                && a.Since == alert.Since
            )
                is { } current
            ? message with
            {
                Payload = AlertJson.Serialize(current),
            }
            : message;
    }
}
