using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Judgements;

/// <summary>Somebody takes care of an alert: it is not repeated until it resolves or becomes more severe.</summary>
public sealed record Acknowledgement
{
    public required string AlertId { get; init; }

    /// <summary>Since when the alert lived: one that came back is another.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How severe it was.</summary>
    public required AlertSeverity Severity { get; init; }

    public required string Author { get; init; }

    public required string Comment { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <exception cref="JudgementException">The alert does not fire.</exception>
    public static Acknowledgement Of(AlertRecord alert, Signature signature) =>
        alert.Status == AlertStatus.Firing
            ? new()
            {
                AlertId = alert.Id,
                Since = alert.Since,
                Severity = alert.Condition.Severity,
                Author = signature.Author,
                Comment = signature.Comment,
                At = signature.At,
            }
            : throw new JudgementException(
                $"The alert {alert.Id} is {AlertJson.NameOf(alert.Status)}; only one that fires can be acknowledged."
            );

    /// <summary>Whether it still holds for the alert as it is.</summary>
    public bool Covers(AlertDocument alert) =>
        string.Equals(AlertId, alert.Id, StringComparison.Ordinal)
        && Since == alert.Since
        && alert.Status != AlertStatus.Resolved
        && alert.Severity <= Severity;
}
