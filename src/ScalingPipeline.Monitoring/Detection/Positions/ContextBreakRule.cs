using ScalingPipeline.Laws.Positions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Monitoring.Detection.Positions;

/// <summary>A run whose loss rises for good past some context position, whatever its siblings do.</summary>
internal static class ContextBreakRule
{
    public static AlertCondition? Check(RunView view)
    {
        if (
            view.PrimaryEvaluations is not [.., var last]
            || ContextBreak.Find(Buckets(last.Profile)) is not { } found
        )
        {
            return null;
        }

        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.ContextProfile,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Expected = found.Before,
            Observed = found.Beyond,
            SinceStep = last.Step,
            Message =
                $"Past context position {Words.Count(found.After)} the loss is {Words.Loss(found.Beyond)} nats and stays there; before it, it was {Words.Loss(found.Before)}.",
            Cause =
                $"Probably the model is lost past {Words.Count(found.After)} tokens of context: its trained window, position encoding or attention ends there.",
            CauseCode = CauseCodes.AttentionWindow,
            NextStep =
                "Compare the trained window and the position encoding with the length of the evaluation; evaluate within the window, or extend it.",
            Evidence =
                $"Every stretch past it loses more than {ContextBreak.Factor:0.0} times the median of the three octaves before it; the window of every published model tried is found, and none within one.",
        };
    }

    private static (int First, int Last, double Loss)[] Buckets(PositionProfile profile) =>
        [
            .. Enumerable
                .Range(0, profile.Buckets.Count)
                .Where(b => profile.Buckets[b].Tokens > 0)
                .Select(b =>
                    (
                        PositionBuckets.First(b),
                        PositionBuckets.Last(b),
                        profile.Buckets[b].Mean.Value
                    )
                ),
        ];
}
