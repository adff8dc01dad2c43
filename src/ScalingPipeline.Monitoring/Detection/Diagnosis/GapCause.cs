using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>
/// What a gap between training and evaluation says. Which of the two moved, and how: repeated data makes training fall little by little, another mixture makes it step, and where training stays with
/// its siblings the gap is the evaluation's, whose reasons the logs do not show.
/// </summary>
internal static class GapCause
{
    /// <summary>A gap counts as the evaluation's where it accounts for half of it.</summary>
    private const double Half = 0.5;

    /// <summary>Repeated data: training has fallen by so much of the gap at least; the rest is the evaluation's rise.</summary>
    private const double TrainingShare = 1.0 / 3;

    /// <summary>In ln loss; the residuals of healthy runs drift by up to 2 to 3 %.</summary>
    private const double LeastFall = 0.02;

    /// <summary>In ln loss: blocks of healthy runs scatter by up to 1.4 %, and some leave a plateau by 3 % sooner or later.</summary>
    private const double LeastStep = 0.04;

    /// <summary>A gap that grows: by so much from checkpoint to checkpoint.</summary>
    private const double Growth = 1.15;

    /// <summary>The cause that the last gap names; null where it names none.</summary>
    public static Cause? Named(
        RunView view,
        IReadOnlyList<RunView> references,
        IReadOnlyList<TrainEvaluationGap> gaps
    )
    {
        if (gaps is not [.., var last] || Math.Abs(last.Value) <= GapRule.Limit)
        {
            return null;
        }

        var form = view.Curve is { } curve
            ? ChangeForm.Of(SiblingTrack.Of(curve, view.Parameters, references))
            : null;
        return Switch(view, form, gaps)
            ?? (
                last.Value > 0
                    ? Higher(last.Value, GapRule.EvaluationDeviation(view, references))
                    : Repeated(form, gaps, RateShape.Of(view, references))
            );
    }

    /// <summary>That nothing more can be told.</summary>
    public static Cause Open(TrainEvaluationGap gap, double? evaluation) =>
        new(
            CauseCodes.Open,
            $"Cause open: training has become {Words.Percent(gap.Value)} {(gap.Value > 0 ? "worse" : "better")} against the evaluation than in its siblings"
                + (
                    evaluation is { } e
                        ? $", and the evaluation is {Words.Percent(e)} {Words.AboveOrBelow(e)} what they predict"
                        : ""
                )
                + ". The training data was switched, or the evaluation changed.",
            "Check the data mixture from the step on at which the two part, and whether the evaluation set, its tokenization or its code changed."
        );

    /// <summary>Training stepped, in whichever direction, and the gap moved with it by more than half as much.</summary>
    private static Cause? Switch(
        RunView view,
        ChangeForm? form,
        IReadOnlyList<TrainEvaluationGap> gaps
    )
    {
        if (form is not { AtOnce: true } || Math.Abs(form.Change) < LeastStep)
        {
            return null;
        }

        var step = view.Curve!.FirstStep(form.Block);
        var before = gaps.LastOrDefault(g => g.Step < step);
        var moved = gaps[^1].Value - (before?.Value ?? 0);
        return
            before is not null
            && gaps[^1].Step > step
            && moved * Math.Sign(form.Change) > Half * Math.Abs(form.Change)
            ? new Cause(
                CauseCodes.DataSwitch,
                $"Probably the training data was switched at about step {Words.Count(step)}: the training loss stepped {(form.Change > 0 ? "up" : "down")} by {Words.Percent(form.Change)} against its siblings, and training has become {Words.Percent(moved)} {(moved > 0 ? "worse" : "better")} against the evaluation.",
                "Check the data mixture and the loader's state from that step on."
            )
            : null;
    }

    /// <summary>Training is worse than the evaluation says. Where both are above the siblings, the data of training alone does not explain it.</summary>
    private static Cause? Higher(double gap, double? evaluation) =>
        evaluation < -Half * gap
            ? new Cause(
                CauseCodes.EvaluationLeak,
                $"Probably evaluation data was seen in training, or the evaluation became easier: its loss is {Words.Percent(evaluation.Value)} below the siblings', and training does not explain it.",
                "Check the evaluation set against the training data, and the attention mask, before believing it."
            )
        : evaluation > Half * (evaluation + gap) ? null
        : new Cause(
            CauseCodes.CorruptedData,
            $"Probably corrupted or other data in training, or masking or regularisation of training only: the training loss is {Words.Percent(gap)} higher against the evaluation than in its siblings.",
            "Check the training data and the loss mask of this run."
        );

    /// <summary>Under another learning rate than the siblings' training falls at other steps: that is no sign of its data.</summary>
    private static Cause? Repeated(
        ChangeForm? form,
        IReadOnlyList<TrainEvaluationGap> gaps,
        RateShape? rate
    )
    {
        var gap = gaps[^1].Value;
        var grows = gaps.Count < 2 || gap < Growth * gaps[^2].Value;
        return
            form is { Gradual: true }
            && rate is not { Differs: true }
            && grows
            && form.Change < -Math.Max(LeastFall, TrainingShare * -gap)
            ? new Cause(
                CauseCodes.RepeatedData,
                $"Probably repeated data or overfitting: little by little the training loss has fallen by {Words.Percent(form.Change)} against its siblings, and it is {Words.Percent(gap)} lower against the evaluation than theirs.",
                "Check how often the training data was repeated, and whether training or evaluation data changed."
            )
            : null;
    }
}
