using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Units;

/// <summary>
/// Losses in another unit than declared. Two witnesses, never one: a badly scaled output head starts at 1.5 ln(vocabulary) in
/// nats, and a real fault can reach 1.44 times its siblings; neither does both, nor keeps the ratio constant.
/// </summary>
public static class UnitRule
{
    private const double FirstLow = 0.90;
    private const double FirstHigh = 1.13;
    private const double LargestMean = 0.075;
    private const double LargestDeviation = 0.03;

    /// <summary>A mean this far from zero is no healthy offset: healthy runs keep within 4 %.</summary>
    private const double SmallestMismatch = 0.2;

    /// <summary>A run this near to its siblings has their unit, however it started.</summary>
    private const double OnTheTrend = 0.1;

    /// <summary>Whether the first losses alone do not look like the declared unit: such a run is no reference for others.</summary>
    public static bool LooksOdd(RunView view) =>
        UnitWitnesses.FirstLoss(view.Run) is { } first && !Usual(first);

    /// <param name="view">The run.</param>
    /// <param name="references">Siblings whose own unit is not in doubt.</param>
    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        var first = UnitWitnesses.FirstLoss(view.Run);
        var training = UnitWitnesses.Training(view, references);
        var evaluation = UnitWitnesses.Evaluation(view, references);
        var startsRight = first is { } loss && Usual(loss);
        if (startsRight && !(Math.Abs(evaluation.Mean) > SmallestMismatch))
        {
            return null;
        }

        UnitHypothesis? likely = null;
        foreach (var hypothesis in UnitHypothesis.For(view.Run.Metadata))
        {
            var startFits =
                UnitWitnesses.FirstLoss(view.Run, hypothesis.ToNats) is { } converted
                && Usual(converted);
            var trainingFits = Fits(
                UnitWitnesses.Training(view, references, hypothesis.ToNats),
                training
            );
            var evaluationFits = Fits(
                UnitWitnesses.Evaluation(view, references, hypothesis.ToNats),
                evaluation
            );
            var whole =
                (startFits && (trainingFits || (training.Count < 3 && evaluationFits)))
                || (first is null && trainingFits && evaluationFits);

            // A run that is really worse in training and evaluation can be worse by any factor: training must be on the trend.
            var evaluationOnly =
                startsRight && evaluationFits && Math.Abs(training.Mean) < OnTheTrend;
            if (whole || evaluationOnly)
            {
                return Condition(
                    view,
                    hypothesis,
                    whole ? Where.Run : Where.Evaluation,
                    first,
                    evaluationOnly || training.Count < 3 ? evaluation : training,
                    evaluationFits,
                    references.Count
                );
            }

            likely ??= startFits ? hypothesis : null;
        }

        if (!startsRight && FreeFactor.Of(first, training, evaluation) is { } factor)
        {
            return Condition(view, factor, first!.Value, references.Count);
        }

        return likely is null || startsRight || Math.Abs(training.Mean) < OnTheTrend
            ? null
            : Condition(view, likely, Where.FirstSign, first, training, false, references.Count);
    }

    private enum Where
    {
        Run,
        Evaluation,
        FirstSign,
    }

    private static AlertCondition Condition(
        RunView view,
        FreeFactor factor,
        double first,
        int references
    )
    {
        var declared = UnitHypothesis.NameOf(view.Run.Metadata.Unit);
        var times = Words.Times(factor.Factor);
        var likely = factor.Whole is { } whole
            ? $" A sum or a mean over {whole} micro-batches of gradient accumulation, or as many workers, gives such a factor."
            : "";
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.UnitMismatch,
            Severity = AlertSeverity.Critical,
            Confirmed = true,
            Expected = 1,
            Observed = factor.Factor,
            Message =
                $"Its training losses are off by a constant factor {times}, though it declares {declared}: first loss {Words.Times(first)} x ln({view.Run.Metadata.VocabularySize}), and {times} ± {Words.Times(factor.Factor * factor.Training.Deviation)} times its siblings throughout{(factor.InEvaluation ? "; its evaluations too" : "")}.",
            Cause = $"The job logs its losses by a constant factor {times}.{likely}",
            CauseCode = CauseCodes.Logging,
            NextStep =
                $"Look how {view.Name} reduces its loss over micro-batches, workers and tokens before it logs it, and upload the log again; nothing is rescaled silently, and the run is left out of the laws and of its siblings' references until then.",
            Evidence =
                $"Two witnesses: the first training losses against ln(vocabulary), and {Words.Many(factor.Training.Count, "comparison", "comparisons")} with {Words.Many(references, "sibling", "siblings")}. No unit that is known gives this factor. The ratio of healthy runs to their siblings varies by up to 2.7 %, that of a run with a wrong learning rate by 9 %.",
        };
    }

    private static bool Usual(double first) => first is >= FirstLow and <= FirstHigh;

    private static bool Fits(UnitRatio converted, UnitRatio asRead) =>
        Math.Abs(converted.Mean) <= LargestMean
        && converted.Deviation <= LargestDeviation
        && Math.Abs(asRead.Mean) > SmallestMismatch;

    private static AlertCondition Condition(
        RunView view,
        UnitHypothesis hypothesis,
        Where where,
        double? first,
        UnitRatio ratio,
        bool evaluationFits,
        int references
    )
    {
        var declared = UnitHypothesis.NameOf(view.Run.Metadata.Unit);
        var factor = Elementary.Exp(ratio.Mean);
        var start = first is { } w1
            ? $"first loss {Words.Times(w1)} x ln({view.Run.Metadata.VocabularySize})"
            : "the log has no first steps";
        var throughout =
            $"{Words.Times(factor)} ± {Words.Times(factor * ratio.Deviation)} times its siblings throughout";
        var what = where == Where.Evaluation ? "Its evaluations are logged" : "It is logged";
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.UnitMismatch,
            Severity = AlertSeverity.Critical,
            Confirmed = where != Where.FirstSign,
            Expected = 1,
            Observed = where == Where.FirstSign ? first : factor,
            Message =
                where == Where.FirstSign
                    ? $"It may be logged in {hypothesis.Name} although it declares {declared}: {start}. Its siblings are too few, or too much at odds, to be a second witness."
                    : $"{what} in {hypothesis.Name} although it declares {declared}: {start}, and {throughout}{(where == Where.Run && evaluationFits ? ", in training and evaluation" : "")}.",
            Cause =
                where == Where.Evaluation
                    ? $"The evaluation job writes {hypothesis.Name}; the training log is in {declared} as declared."
                    : $"The job writes {hypothesis.Name}, or its metadata declares the wrong unit.",
            CauseCode = CauseCodes.Logging,
            NextStep =
                $"Correct the declared unit of {view.Name} (or the logging) and upload the metadata again; nothing is rescaled silently, and the run is left out of the laws and of its siblings' references until then.",
            Evidence =
                where == Where.FirstSign
                    ? "One witness: the first training losses against ln(vocabulary). Seven of 1,460 healthy runs of a public benchmark start like this because of an unscaled output head."
                    : $"Two witnesses: the first training losses against ln(vocabulary), and {Words.Many(ratio.Count, "comparison", "comparisons")} with {Words.Many(references, "sibling", "siblings")}. Healthy runs start at .98 to 1.07 and keep within 4 % of their siblings; on real runs rescaled by each factor no unit was taken for another.",
        };
    }
}
