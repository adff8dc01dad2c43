using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Detection.Siblings;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>
/// ln(mean training loss about a checkpoint) - ln(evaluation loss there), minus the median of the same over the run and its siblings, so that one odd run does not move it. Healthy runs keep
/// within .012 (text) to .025 (images); a wrong learning rate does not open the gap, bad data does.
/// </summary>
/// <param name="Step">The checkpoint.</param>
/// <param name="Value">In ln loss; positive when training is worse than the evaluation says.</param>
/// <param name="References">The siblings behind the median.</param>
public sealed record TrainEvaluationGap(long Step, double Value, int References)
{
    private const double FromProgress = 0.3;

    /// <summary>The training losses averaged: a twentieth of the schedule before the checkpoint, half as much after it.</summary>
    private const double Before = 0.05;
    private const double After = 0.025;

    /// <summary>Of the rows that as many steps have in the log as a whole, the share that must be there: the mean of a few is their scatter.</summary>
    private const double Logged = 0.25;

    /// <summary>
    /// In ln loss. A loss that moves by more in the twentieth of the schedule that is averaged has left that mean behind: what opens then is no gap, but the lag of the mean.
    /// </summary>
    private const double LargestLag = 0.04;

    /// <summary>At every checkpoint after 30 % of the schedule that two references or more have too, by step.</summary>
    public static IReadOnlyList<TrainEvaluationGap> Of(
        RunView view,
        IReadOnlyList<RunView> references
    )
    {
        var gaps = new List<TrainEvaluationGap>();
        foreach (
            var checkpoint in view.Checkpoints.Where(c =>
                c.Step >= FromProgress * view.Run.Metadata.TotalSteps
            )
        )
        {
            var siblings = references
                .Select(r => At(r, checkpoint.Step))
                .Where(double.IsFinite)
                .ToArray();
            var own = At(view, checkpoint.Step);
            if (
                double.IsFinite(own)
                && siblings.Length >= SiblingTrack.LeastReferences
                && !(Math.Abs(Lag(view, references, checkpoint.Step)) > LargestLag)
            )
            {
                gaps.Add(
                    new TrainEvaluationGap(
                        checkpoint.Step,
                        own - Sorted.Median([.. siblings.Append(own).Order()]),
                        siblings.Length
                    )
                );
            }
        }

        return gaps;
    }

    /// <summary>NaN where the run has no training loss or no evaluation.</summary>
    private static double At(RunView view, long step)
    {
        var training = view.Run.Training;
        var span = view.Run.Metadata.TotalSteps ?? 0;
        var from = First(training.Step, step - (long)(Before * span) + 1);
        var to = First(training.Step, step + (long)(After * span) + 1);

        // A log that ends long before the checkpoint says nothing of it.
        return
            to == 0
            || training.Step[to - 1] < step - (long)(After * span)
            || to - from < Logged * Before * span * training.Count / training.Step[^1]
            ? double.NaN
            : Mean(training, step - (long)(Before * span), step + (long)(After * span))
                - view.LogLossAt(step);
    }

    /// <summary>How far the training loss moved in the window up to a step, against the siblings'; NaN where that is not logged.</summary>
    private static double Lag(RunView view, IReadOnlyList<RunView> references, long step)
    {
        var span = (long)(Before * (view.Run.Metadata.TotalSteps ?? 0));
        double Moved(RunView run) =>
            Mean(run.Run.Training, step - span, step)
            - Mean(run.Run.Training, step - (2 * span), step - span);
        var usual = references.Select(Moved).Where(double.IsFinite).Order().ToArray();
        return usual.Length == 0 ? double.NaN : Moved(view) - Sorted.Median(usual);
    }

    /// <summary>ln of the mean loss of the steps after one and up to another; NaN without any.</summary>
    private static double Mean(TrainingSeries training, long after, long upTo)
    {
        var from = First(training.Step, after + 1);
        var to = First(training.Step, upTo + 1);
        double sum = 0;
        var count = 0;
        for (var i = from; i < to; i++)
        {
            if (double.IsFinite(training.Loss[i]) && training.Loss[i] > 0)
            {
                sum += training.Loss[i];
                count++;
            }
        }

        return count == 0 ? double.NaN : Elementary.Log(sum / count);
    }

    private static int First(long[] steps, long step)
    {
        var index = Array.BinarySearch(steps, step);
        return index < 0 ? ~index : index;
    }
}
