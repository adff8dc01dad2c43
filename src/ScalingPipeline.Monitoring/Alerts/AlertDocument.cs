using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>An alert as other programs see it: the same in the command line, the blobs, the webhook and the page.</summary>
/// <remarks>Fields are only ever added.</remarks>
public sealed record AlertDocument
{
    public required string Id { get; init; }

    /// <inheritdoc cref="AlertCondition.Run"/>
    public required string Run { get; init; }

    public required string Domain { get; init; }

    /// <summary>See <see cref="AlertCodes"/>.</summary>
    public required string Code { get; init; }

    public required AlertSeverity Severity { get; init; }

    public required AlertStatus Status { get; init; }

    public double? Expected { get; init; }

    public double? Observed { get; init; }

    public Interval? Interval { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required string Message { get; init; }

    public required string Cause { get; init; }

    /// <summary>One of <see cref="CauseCodes"/>.</summary>
    public string CauseCode
    {
        get => field ?? CauseCodes.Open;
        init;
    }

    public required string NextStep { get; init; }

    public required string Evidence { get; init; }

    /// <summary>The training step since when the run deviates; null when it is the run as a whole.</summary>
    public long? SinceStep { get; init; }

    public required DateTimeOffset Updated { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Refits in a row at which it no longer held; a firing alert resolves at <see cref="AlertLifecycle.EvaluationsToResolve"/>.</summary>
    public int ClearedEvaluations { get; init; }

    /// <summary>The silence that keeps messages about it back; null when none does.</summary>
    public Silence? Silenced { get; init; }

    /// <summary>Who takes care of it; null when nobody said so.</summary>
    public Acknowledgement? Acknowledged { get; init; }

    public static AlertDocument Of(AlertRecord alert) =>
        new()
        {
            Id = alert.Id,
            Run = alert.Condition.Run,
            Domain = alert.Condition.Domain,
            Code = alert.Condition.Code,
            Severity = alert.Condition.Severity,
            Status = alert.Status,
            Expected = Finite(alert.Condition.Expected),
            Observed = Finite(alert.Condition.Observed),
            Interval = Finite(alert.Condition.Interval),
            Since = alert.Since,
            Message = alert.Condition.Message,
            Cause = alert.Condition.Cause,
            CauseCode = alert.Condition.CauseCode,
            NextStep = alert.Condition.NextStep,
            Evidence = alert.Condition.Evidence,
            SinceStep = alert.Condition.SinceStep,
            Updated = alert.Updated,
            ResolvedAt = alert.ResolvedAt,
            ClearedEvaluations = alert.ClearedEvaluations,
        };

    // JSON has no word for numbers that are not finite.
    private static double? Finite(double? value) =>
        value is { } number && double.IsFinite(number) ? number : null;

    private static Interval? Finite(Interval? interval) =>
        interval is not null && double.IsFinite(interval.Low) && double.IsFinite(interval.High)
            ? interval
            : null;
}
