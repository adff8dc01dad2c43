using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Steps;

/// <summary>
/// The training loss stepped up from one stretch of 12 or 24 logged steps to the next, more than the run's own scatter explains and by 4 % at least. A step that siblings make at
/// the same place is the data, not the run.
/// </summary>
internal static class StepRule
{
    /// <summary>Of logged steps, as are all lengths here: a log of every hundredth step is one of stretches a hundred times as long.</summary>
    private const int Longest = 24;

    /// <summary>
    /// In ln loss. Where a logged loss is the mean of many steps its scatter is nearly nothing, and the slow wandering of every healthy run is many standard deviations: seeds of a public model
    /// of 160M parameters rise by up to 1.8 % between stretches of 100-step means.
    /// </summary>
    private const double LeastRise = 0.04;

    private const int SiblingsOfABatch = 2;

    /// <summary>Stretches of 24 steps within which a loss that comes back on its own does so.</summary>
    private const int SoonAfter = 6;

    /// <summary>A step that has fallen back by so much of its height is over.</summary>
    private const double Recovery = 0.5;

    /// <summary>In ln loss: a smaller rise is overestimated where it is found, and what is left of a lasting one may look like its return.</summary>
    private const double ClearRise = 0.1;

    /// <summary>Of 2.5 % of the schedule, over which it is read where a run stands.</summary>
    private const int Blocks = 3;

    /// <summary>A gap between training and evaluation that moves by this across the step: the two see other data now.</summary>
    private const double GapMoved = 0.02;

    private static Cause Open { get; } =
        new(
            CauseCodes.Open,
            "Cause open: another data mixture, a changed learning rate or a damaged state from that step on.",
            "Compare data, learning rate and grad_norm before and after that step."
        );

    /// <summary>The rises of a run, by step.</summary>
    public static IReadOnlyList<(long Step, LevelStep Rise)> Find(RunView view) =>
        [
            .. StepTest
                .Find(view.Run.Training.Loss)
                .Where(s => s.Contrast > 0 && s.Change > LeastRise)
                .Select(s => (view.Run.Training.Step[Math.Max(0, s.Index - s.Window + 1)], s)),
        ];

    /// <param name="view">The run.</param>
    /// <param name="rises">Its rises.</param>
    /// <param name="spikes">The steps of its spikes: a spike is its own story.</param>
    /// <param name="siblings">The rises of its siblings, by step.</param>
    /// <param name="references">Siblings that may serve as references.</param>
    /// <param name="track">The run against them, block by block.</param>
    public static AlertCondition? Check(
        RunView view,
        IReadOnlyList<(long Step, LevelStep Rise)> rises,
        IReadOnlyList<long> spikes,
        IReadOnlyList<IReadOnlyList<long>> siblings,
        IReadOnlyList<RunView> references,
        SiblingTrack track
    )
    {
        var training = view.Run.Training;
        var near = Longest * view.Stride;
        var own = rises
            .Where(r =>
                siblings.Count(s => s.Any(other => Math.Abs(other - r.Step) <= near))
                < SiblingsOfABatch
            )
            .ToArray();
        if (own.Length == 0)
        {
            return null;
        }

        var (step, rise) = own.MaxBy(r => r.Rise.Contrast);
        var before = Level(
            training.Loss,
            rise.Index + 1 - (4 * rise.Window),
            rise.Index + 1 - rise.Window
        );
        var peak = Level(training.Loss, rise.Index + 1 - rise.Window, rise.Index + 1);
        var passed = Passed(view, rise, before, step, track);
        var cause = CauseOf(view, references, step, Elementary.Exp(before), rise.Change, passed);
        var spike = spikes.Any(s => Math.Abs(s - step) <= near);
        if (
            spike
            && passed
            && !string.Equals(cause.Code, CauseCodes.WeightsLost, StringComparison.Ordinal)
        )
        {
            return null;
        }

        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.Step,
            Severity =
                passed && view.Final is not null ? AlertSeverity.Info : AlertSeverity.Warning,
            Confirmed = true,
            Expected = Elementary.Exp(before),
            Observed = Elementary.Exp(peak),
            SinceStep = step,
            Message =
                $"The training loss stepped up by {Words.Percent(rise.Change)}, from {Words.Loss(Elementary.Exp(before))} to {Words.Loss(Elementary.Exp(peak))}, at step {Words.Count(step)} ({rise.Contrast:0} standard deviations of such a step). "
                + (passed ? "It has come down again since." : "It has not come down again yet."),
            Cause = cause.Text,
            CauseCode = cause.Code,
            NextStep = cause.NextStep,
            Evidence =
                $"More than {StepTest.Limit:0} standard deviations between the last 12 or 24 steps and three times as many before; healthy small runs rise by no more than 6; and {100 * LeastRise:0} % at least, where healthy runs of 160M parameters wander by 1.8 %: a smaller step stays unseen here. At a scatter of 3 % a lasting rise of 8 % is found in three cases of four, one of 20 % always.",
        };
    }

    /// <summary>
    /// Whether the loss has come back, against the siblings where there are any: a run that only goes on learning falls too. Without them, whether it fell back
    /// soon after.
    /// </summary>
    private static bool Passed(
        RunView view,
        LevelStep rise,
        double before,
        long step,
        SiblingTrack track
    )
    {
        var earlier = track.Residuals.Where(r => view.Curve!.LastStep(r.Index) < step).ToArray();
        var later = track
            .Residuals.Where(r =>
                view.Curve!.FirstStep(r.Index) > view.Run.Training.Step[rise.Index]
            )
            .ToArray();
        if (earlier.Length > 0 && later.Length > 0)
        {
            return Stood(later) - Stood(earlier) < (1 - Recovery) * rise.Change;
        }

        var soon = rise.Index + (SoonAfter * Longest);
        var loss = view.Run.Training.Loss;
        return soon < loss.Length
            && Level(loss, soon - Longest, soon) - before < (1 - Recovery) * rise.Change;

        static double Stood(BlockResidual[] blocks) =>
            blocks.TakeLast(Blocks).Average(b => b.Residual);
    }

    private static Cause CauseOf(
        RunView view,
        IReadOnlyList<RunView> references,
        long step,
        double level,
        double rise,
        bool passed
    )
    {
        var at = Array.BinarySearch(view.Run.Training.Step, step);
        at = at < 0 ? ~at : at;
        if (WeightsLost.IsShownBy(view, at - Longest, at + (2 * Longest), level))
        {
            return WeightsLost.Cause;
        }

        var gaps = TrainEvaluationGap.Of(view, references);
        var before = gaps.LastOrDefault(g => g.Step < step);
        var after = gaps.LastOrDefault(g => g.Step > step);
        if (
            !passed
            && before is not null
            && after is not null
            && after.Value - before.Value > GapMoved
            && !(Evaluation(after) - Evaluation(before) > after.Value - before.Value)
        )
        {
            return new Cause(
                CauseCodes.DataSwitch,
                $"Probably the training data was switched: training has become {Words.Percent(after.Value - before.Value)} worse against the evaluation.",
                "Check the data mixture and the loader's state from that step on."
            );
        }

        if (!passed)
        {
            return Open;
        }

        // At another rate a run passes such a bump at another moment than its siblings.
        return Causes.Of(view, references, rise)
                is { Code: CauseCodes.RateTooHigh or CauseCodes.RateTooLow } rate
                ? rate
            : rise > ClearRise
                ? new Cause(
                    CauseCodes.OptimizerState,
                    "Probably the optimizer lost its state, or the data was disturbed for a while: the loss jumped and was learned back.",
                    "Check for a restart at that step, and whether the optimizer's moments were restored with the weights."
                )
            : Open;

        // Where the evaluation rose by more than half as much as training, it is not the training data.
        double Evaluation(TrainEvaluationGap gap) =>
            view.Checkpoints.FirstOrDefault(c => c.Step == gap.Step) is { } checkpoint
                ? SiblingPrediction.At(checkpoint, view, references)?.Residual ?? double.NaN
                : double.NaN;
    }

    /// <summary>Mean ln loss of a stretch, clipped to the series.</summary>
    private static double Level(double[] losses, int from, int to)
    {
        double sum = 0;
        var count = 0;
        for (var i = Math.Max(0, from); i < Math.Min(to, losses.Length); i++)
        {
            if (double.IsFinite(losses[i]) && losses[i] > 0)
            {
                sum += Elementary.Log(losses[i]);
                count++;
            }
        }

        return sum / count;
    }
}
