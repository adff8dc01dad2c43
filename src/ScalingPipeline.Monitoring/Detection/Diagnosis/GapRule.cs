using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>Training and evaluation part from one another while the siblings' do not: at two checkpoints in a row, or at the end.</summary>
internal static class GapRule
{
    /// <summary>Healthy runs of a public ladder reach 3.0 % at one checkpoint.</summary>
    public const double Limit = 0.04;

    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        var gaps = TrainEvaluationGap.Of(view, references);
        if (gaps is not [.., var last] || Math.Abs(last.Value) <= Limit)
        {
            return null;
        }

        var since = Since(gaps);
        var confirmed = Confirmed(view, gaps, since);
        var observed = Elementary.Exp(view.LogLossAt(last.Step));
        var cause =
            GapCause.Named(view, references, gaps)
            ?? Diverged.Of(view)
            ?? GapCause.Open(last, EvaluationDeviation(view, references));
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.TrainEvaluationGap,
            Severity = AlertSeverity.Warning,
            Confirmed = confirmed,
            Expected = 0,
            Observed = last.Value,
            SinceStep = gaps[since].Step,
            Message =
                $"Against its siblings the training loss is {Words.Percent(last.Value)} {(last.Value > 0 ? "higher" : "lower")} than the evaluation loss of {Words.Loss(observed)} at step {Words.Count(last.Step)} says"
                + (confirmed ? "." : "; a first sign: one checkpoint only."),
            Cause = cause.Text,
            CauseCode = cause.Code,
            NextStep = cause.NextStep,
            Evidence =
                $"Limit ±{100 * Limit:0} % at two checkpoints in a row or at the end, against the median of {Words.Many(last.References, "sibling", "siblings")}; 28 healthy runs of a public ladder keep within 3.0 %, and a wrong learning rate does not open the gap.",
        };
    }

    /// <summary>Whether the two have parted for sure.</summary>
    public static bool Parted(RunView view, IReadOnlyList<RunView> references)
    {
        var gaps = TrainEvaluationGap.Of(view, references);
        return gaps is [.., var last]
            && Math.Abs(last.Value) > Limit
            && Confirmed(view, gaps, Since(gaps));
    }

    /// <summary>Index of the first checkpoint of the gap that is open at the last one.</summary>
    private static int Since(IReadOnlyList<TrainEvaluationGap> gaps)
    {
        var since = gaps.Count - 1;
        while (since > 0 && gaps[since - 1].Value * Math.Sign(gaps[^1].Value) > Limit)
        {
            since--;
        }

        return since;
    }

    private static bool Confirmed(
        RunView view,
        IReadOnlyList<TrainEvaluationGap> gaps,
        int since
    ) => gaps.Count - since >= 2 || view.Final?.Step == gaps[^1].Step;

    /// <summary>ln of the last evaluation loss over what the siblings predict for it; null with too few of them.</summary>
    public static double? EvaluationDeviation(RunView view, IReadOnlyList<RunView> references) =>
        view.Checkpoints is [.., var last]
            ? SiblingPrediction.At(last, view, references)?.Residual
            : null;
}
