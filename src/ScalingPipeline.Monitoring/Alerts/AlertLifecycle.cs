using ScalingPipeline.Monitoring.Delivery;

namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>
/// Moves alerts from pending to firing to resolved. Pure; repeating an evaluation changes nothing.
/// <list type="bullet">
/// <item>An unconfirmed condition is pending: nobody is told, and it goes silently when the condition goes.</item>
/// <item>A condition that a better alert of the same run inhibits raises nothing; what it raised before stays as it is.</item>
/// <item>A confirmed condition fires; every sink is told once, and once more when it becomes more severe.</item>
/// <item>A sink that is to be told again hears of a firing alert at the first evaluation of each of its intervals.</item>
/// <item>A firing alert whose condition is gone resolves at the third counting evaluation in a row, so that a run that wavers
/// about a threshold is told once; at once when a finished run's own logs were corrected, or logs came of a job that was said to have stalled.</item>
/// <item>A resolved alert that comes back starts anew.</item>
/// </list>
/// </summary>
public static class AlertLifecycle
{
    /// <summary>Counting evaluations in a row without the condition, after which a firing alert resolves.</summary>
    public const int EvaluationsToResolve = 3;

    /// <param name="existing">The stored alerts; those of other domains and resolved ones are left alone.</param>
    /// <param name="evaluation">What the refit found.</param>
    public static AlertTransitions Advance(
        IReadOnlyCollection<AlertRecord> existing,
        AlertEvaluation evaluation
    )
    {
        var open = existing
            .Where(a =>
                a.Status != AlertStatus.Resolved
                && string.Equals(a.Condition.Domain, evaluation.Domain, StringComparison.Ordinal)
            )
            .ToDictionary(a => a.Id, StringComparer.Ordinal);
        var alerts = new List<AlertRecord>();
        var messages = new List<OutboxMessage>();

        foreach (var condition in evaluation.Conditions)
        {
            open.Remove(AlertFingerprint.Of(condition), out var before);
            var after = Holding(before, condition, evaluation);
            if (after is not null)
            {
                alerts.Add(after);
                if (IsNews(before, after))
                {
                    messages.AddRange(OutboxMessages.Of(after, evaluation));
                }
            }

            if (before is { Status: AlertStatus.Firing } && !IsNews(before, after ?? before))
            {
                messages.AddRange(OutboxMessages.Repeated(before, after ?? before, evaluation));
            }
        }

        foreach (var before in open.Values)
        {
            if (Gone(before, evaluation) is { } after)
            {
                alerts.Add(after);
                if (before.Status == AlertStatus.Firing && after.Status == AlertStatus.Resolved)
                {
                    messages.AddRange(OutboxMessages.Of(after, evaluation));
                }
            }
        }

        return new AlertTransitions(
            [.. alerts.OrderBy(a => a.Id, StringComparer.Ordinal)],
            [.. messages.OrderBy(m => m.Id, StringComparer.Ordinal)]
        );
    }

    private static AlertRecord? Holding(
        AlertRecord? before,
        AlertCondition condition,
        AlertEvaluation evaluation
    )
    {
        var data = evaluation.RunData.GetValueOrDefault(condition.Run);
        if (before is null && condition.InhibitedBy is not null)
        {
            return null;
        }

        if (before is null)
        {
            return new AlertRecord
            {
                Id = AlertFingerprint.Of(condition),
                Condition = condition,
                Status = condition.Confirmed ? AlertStatus.Firing : AlertStatus.Pending,
                Since = evaluation.Now,
                Updated = evaluation.Now,
                RunData = data,
            };
        }

        var after = before with
        {
            Condition = condition,
            Status =
                condition.Confirmed || before.Status == AlertStatus.Firing
                    ? AlertStatus.Firing
                    : AlertStatus.Pending,
            ClearedEvaluations = 0,
            RunData = data,
        };
        return after == before ? null : after with { Updated = evaluation.Now };
    }

    private static AlertRecord? Gone(AlertRecord before, AlertEvaluation evaluation)
    {
        var run = before.Condition.Run;
        var corrected =
            evaluation.FinishedRuns.Contains(run)
            && before.RunData is { } held
            && !string.Equals(
                held,
                evaluation.RunData.GetValueOrDefault(run),
                StringComparison.Ordinal
            );
        var vanished = AlertSubject.IsWholeDomain(run)
            ? evaluation.RunData.Count == 0
            : !evaluation.RunData.ContainsKey(run);
        var resumed = string.Equals(
            before.Condition.Code,
            AlertCodes.StalledJob,
            StringComparison.Ordinal
        );
        if (!evaluation.Counts && !corrected && !vanished && !resumed)
        {
            return null;
        }

        var cleared = before.ClearedEvaluations + 1;
        var resolved =
            corrected
            || vanished
            || resumed
            || before.Status == AlertStatus.Pending
            || cleared >= EvaluationsToResolve;
        return before with
        {
            Status = resolved ? AlertStatus.Resolved : before.Status,
            ClearedEvaluations = cleared,
            Updated = evaluation.Now,
            ResolvedAt = resolved ? evaluation.Now : null,
        };
    }

    private static bool IsNews(AlertRecord? before, AlertRecord after) =>
        after.Status == AlertStatus.Firing
        && (
            before?.Status != AlertStatus.Firing
            || after.Condition.Severity > before.Condition.Severity
        );
}
