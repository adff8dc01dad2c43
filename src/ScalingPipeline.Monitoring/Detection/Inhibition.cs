using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection;

/// <summary>
/// One deviation, one alert: of the confirmed conditions of a run that tell of the same deviation only the first in this order is told, with the
/// most specific cause and the highest severity among them.
/// </summary>
internal static class Inhibition
{
    private static readonly string[] _order =
    [
        AlertCodes.FinalLoss,
        AlertCodes.TrainingTrend,
        AlertCodes.Divergence,
        AlertCodes.ContextProfile,
        AlertCodes.FirstToken,
        AlertCodes.MemorisedSequences,
        AlertCodes.TrainEvaluationGap,
        AlertCodes.Step,
        AlertCodes.LearningRateSchedule,
        AlertCodes.TrendChange,
        AlertCodes.CurveShape,
        AlertCodes.Spike,
    ];

    /// <summary>Causes that one step shows, whatever the run as a whole looks like; the surest first.</summary>
    private static readonly string[] _certain = [CauseCodes.WeightsLost, CauseCodes.DataSwitch];

    public static IEnumerable<AlertCondition> Apply(IReadOnlyCollection<AlertCondition> conditions)
    {
        foreach (var run in conditions.GroupBy(c => c.Run, StringComparer.Ordinal))
        {
            var told = run.Where(c => c.Confirmed && Rank(c) >= 0).MinBy(Rank);
            foreach (var condition in run)
            {
                yield return told is null || Rank(condition) < 0 ? condition
                : ReferenceEquals(condition, told)
                    ? Whole(told, [.. run.Where(c => c.Confirmed && Rank(c) >= 0)])
                : condition with { Confirmed = false, InhibitedBy = told.Code };
            }
        }
    }

    private static AlertCondition Whole(AlertCondition told, AlertCondition[] story)
    {
        var cause =
            _certain
                .Select(code =>
                    story.FirstOrDefault(c =>
                        string.Equals(c.CauseCode, code, StringComparison.Ordinal)
                    )
                )
                .FirstOrDefault(c => c is not null)
            ?? (IsOpen(told) ? story.FirstOrDefault(c => !IsOpen(c)) : null)
            ?? told;
        return told with
        {
            Severity = story.Max(c => c.Severity),
            Cause = cause.Cause,
            CauseCode = cause.CauseCode,
            NextStep = cause.NextStep,
        };
    }

    private static bool IsOpen(AlertCondition condition) =>
        string.Equals(condition.CauseCode, CauseCodes.Open, StringComparison.Ordinal);

    /// <summary>-1 for what is a story of its own: also a spike from which the loss came back.</summary>
    private static int Rank(AlertCondition condition) =>
        condition is { Code: AlertCodes.Spike, Severity: < AlertSeverity.Critical }
            ? -1
            : Array.IndexOf(_order, condition.Code);
}
