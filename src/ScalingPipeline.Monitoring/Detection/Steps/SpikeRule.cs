using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Steps;

/// <summary>Jumps of the training loss by 30 % or more that stand out of the run's own scatter.</summary>
public static class SpikeRule
{
    /// <summary>A spike at the same step in so many siblings is the batch, not the run.</summary>
    private const int SiblingsOfABatch = 2;

    /// <summary>Logged steps by which the spikes of one batch may differ.</summary>
    private const long SameStep = 3;

    /// <summary>The spikes of a run with their steps and whether the loss came back.</summary>
    public static IReadOnlyList<(long Step, Spike Spike)> Find(RunView view)
    {
        var training = view.Run.Training;
        return [.. SpikeTest.Find(training.Loss).Select(s => (training.Step[s.Peak], s))];
    }

    /// <param name="view">The run.</param>
    /// <param name="spikes">Its spikes.</param>
    /// <param name="siblings">The steps at which its siblings spike.</param>
    public static AlertCondition? Check(
        RunView view,
        IReadOnlyList<(long Step, Spike Spike)> spikes,
        IReadOnlyList<IReadOnlyList<long>> siblings
    )
    {
        if (spikes.Count == 0)
        {
            return null;
        }

        var near = SameStep * view.Stride;
        var own = spikes.Where(s => Sharers(s.Step, near, siblings) < SiblingsOfABatch).ToArray();
        var batch = own.Length == 0;
        var (step, spike) = (batch ? spikes : own).MaxBy(s => s.Spike.Rise);
        var training = view.Run.Training;
        var recovered = Recovered(training.Loss, spikes[^1].Spike);
        var peak = training.Loss[spike.Peak];
        var expected = peak / Elementary.Exp(spike.Rise);
        var more =
            spikes.Count > 1
                ? $" It is the largest of {spikes.Count}, at steps {string.Join(", ", spikes.Select(s => Words.Count(s.Step)))}."
                : "";
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.Spike,
            Severity =
                batch || (recovered && view.Final is not null) ? AlertSeverity.Info
                : recovered ? AlertSeverity.Warning
                : AlertSeverity.Critical,
            Confirmed = !batch,
            Expected = expected,
            Observed = peak,
            SinceStep = step,
            Message =
                $"The training loss jumped to {Words.Loss(peak)} at step {Words.Count(step)}, {Words.Percent(spike.Rise)} above its running median of {Words.Loss(expected)} ({spike.Z:0} robust standard deviations).{more} "
                + (recovered ? "It has come back since." : "It has not come back yet."),
            Cause = batch
                ? "The batch, not the run: at least two siblings jump at the same step."
                : "Cause open: a damaged or unusual batch, or an optimizer step that went too far.",
            CauseCode = batch ? CauseCodes.Batch : CauseCodes.Open,
            NextStep = recovered
                ? "Look at grad_norm and the batch of that step; compare the loss after it with the siblings."
                : "Consider restarting from the checkpoint before that step and skipping the batches around it.",
            Evidence =
                "A rise of more than 30 % and 15 robust standard deviations, or 7 twice within 3 points: three of three real spikes of a 65B run, none in 97,000 steps of 38 healthy small runs. Smaller passing bumps are not seen.",
        };
    }

    private static int Sharers(long step, long near, IReadOnlyList<IReadOnlyList<long>> siblings) =>
        siblings.Count(s => s.Any(other => Math.Abs(other - step) <= near));

    /// <summary>The median of the last 20 losses after the spike lies within 10 % of the level before it.</summary>
    private static bool Recovered(double[] loss, Spike spike)
    {
        const int window = 20;
        const double within = 0.1;
        var before = Median(loss[Math.Max(0, spike.First - (5 * window))..spike.First]);
        var after = loss[Math.Min(loss.Length, spike.Last + 1)..];
        return after.Length > 0
            && Elementary.Log(Median(after[Math.Max(0, after.Length - window)..]) / before)
                < within;
    }

    private static double Median(double[] values)
    {
        var finite = values.Where(double.IsFinite).Order().ToArray();
        return finite.Length == 0 ? double.NaN : finite[finite.Length / 2];
    }
}
