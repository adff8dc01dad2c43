using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;

namespace ScalingPipeline.Monitoring.Detection.Steps;

/// <summary>
/// The training loss has risen over its own minimum and stays there: the running median of five ten-step means is more than
/// .2 nats above its minimum at the last three points.
/// </summary>
public static class DivergenceRule
{
    private const int StepsOfAMean = 10;
    private const int Median = 5;
    private const int PointsToRaise = 3;
    private const double Rise = 0.2;

    public static AlertCondition? Check(RunView view)
    {
        var (steps, medians) = RunningMedians(view);
        if (medians.Count < PointsToRaise + 1)
        {
            return null;
        }

        var minimum = medians.Min();
        var since = medians.Count;
        while (since > 0 && medians[since - 1] - minimum > Rise)
        {
            since--;
        }

        var points = medians.Count - since;
        if (points == 0)
        {
            return null;
        }

        var at = steps[Math.Min(since, steps.Count - 1)];
        var last = medians[^1];
        var cause = Diverged.Of(view);
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.Divergence,
            Severity = AlertSeverity.Critical,
            Confirmed = points >= PointsToRaise,
            Expected = minimum,
            Observed = last,
            SinceStep = at,
            Message =
                $"The training loss stands at {Words.Loss(last)}, {last - minimum:0.00} nats above the {Words.Loss(minimum)} it had reached at step {Words.Count(steps[medians.IndexOf(minimum)])}, and has not come back since step {Words.Count(at)}.",
            Cause =
                cause?.Text
                ?? "Cause open: the run diverges, or its data changed; small models trained very long also rise a little over their minimum.",
            CauseCode = cause?.Code ?? CauseCodes.Open,
            NextStep =
                cause?.NextStep
                ?? "Look at grad_norm and the learning rate before that step; restart from the checkpoint at the minimum if it goes on.",
            Evidence =
                $"More than {Rise} nats above the run's own minimum at {PointsToRaise} consecutive running medians; quiet on 38 healthy small runs and 50,000 steps of a public benchmark. A run that never learned never rises: its siblings show that.",
        };
    }

    private static (List<long> Steps, List<double> Medians) RunningMedians(RunView view)
    {
        var training = view.Run.Training;
        var means = new List<(long Step, double Mean)>();
        foreach (
            var chunk in training
                .Step.Zip(training.Loss)
                .Where(p => double.IsFinite(p.Second))
                .Chunk(StepsOfAMean)
                .Where(c => c.Length == StepsOfAMean)
        )
        {
            means.Add((chunk[^1].First, chunk.Average(p => p.Second)));
        }

        var steps = new List<long>();
        var medians = new List<double>();
        for (var i = Median - 1; i < means.Count; i++)
        {
            steps.Add(means[i].Step);
            medians.Add(
                means
                    .GetRange(i - Median + 1, Median)
                    .Select(m => m.Mean)
                    .Order()
                    .ElementAt(Median / 2)
            );
        }

        return (steps, medians);
    }
}
