namespace ScalingPipeline.Monitoring.Detection;

/// <summary>A cause in words and what to look at next.</summary>
public sealed record Cause(string Text, string NextStep);

/// <summary>Names the likely cause of a run off its trend; the first signature that matches wins, and "open" is an answer.</summary>
public static class Causes
{
    private const double BothUp = 0.1;
    private const double ClosedGap = 0.05;
    private const double OpenGap = 0.1;
    private const double RateRatio = 2;

    /// <param name="view">The run.</param>
    /// <param name="references">Its siblings.</param>
    /// <param name="deviation">ln loss above (+) or below (-) the trend.</param>
    public static Cause Of(RunView view, IReadOnlyList<RunView> references, double deviation)
    {
        var gap = TrainEvaluationGap.Last(view, references);
        var rate = LearningRates.Of(view, references);
        return Gap(gap, deviation) ?? Rate(rate, gap, deviation) ?? Open(rate, gap, deviation);
    }

    private static Cause? Gap(double? gap, double deviation) =>
        gap switch
        {
            < -OpenGap when deviation > 0 => new Cause(
                $"Probably repeated data or overfitting: the training loss is {Words.Percent(gap.Value)} lower against the evaluation than in its siblings.",
                "Check how often the training data was repeated and whether the evaluation set changed."
            ),
            > OpenGap when deviation > 0 => new Cause(
                $"Probably corrupted targets in training, or masking or regularisation of training only: the training loss is {Words.Percent(gap.Value)} higher against the evaluation than in its siblings.",
                "Check the training data and the loss mask of this run."
            ),
            _ => null,
        };

    private static Cause? Rate(LearningRates? rate, double? gap, double deviation)
    {
        if (rate is null || deviation < BothUp || Math.Abs(gap ?? 0) >= ClosedGap)
        {
            return null;
        }

        var ratio = rate.Peak / rate.Expected;
        var compared =
            $"its peak of {rate.Peak:G3} is {Words.Times(ratio)} times the {rate.Expected:G3} that its siblings' rates give for this size";
        return ratio switch
        {
            > RateRatio => new Cause(
                $"Probably the learning rate is too high: {compared}.",
                "Compare the learning-rate configuration with the siblings'; restart with their rate."
            ),
            < 1 / RateRatio => new Cause(
                $"Probably the learning rate is too low: {compared}.",
                "Compare the learning-rate configuration with the siblings'; restart with their rate."
            ),
            _ when rate.NeverDecayed => new Cause(
                $"Probably the learning rate was not decayed: it ends at {rate.EndShare:P0} of its peak, the siblings' at {rate.SiblingsEndShare:P0}.",
                "Check the schedule; finish the decay before comparing the final loss."
            ),
            _ => null,
        };
    }

    private static Cause Open(LearningRates? rate, double? gap, double deviation)
    {
        var seen = new List<string>();
        if (rate is not null)
        {
            seen.Add(
                $"its peak learning rate is {Words.Times(rate.Peak / rate.Expected)} times its siblings' for this size"
            );
        }

        if (gap is { } g)
        {
            seen.Add($"training and evaluation differ by {Words.Percent(g)} as in its siblings");
        }

        var known = seen.Count == 0 ? "" : $"; {string.Join(", and ", seen)}";
        return deviation > 0
            ? new Cause(
                $"Cause open: above the trend{known}.",
                "Compare architecture, optimizer settings and data order with the siblings, and their loss curves from the step where they part."
            )
            : new Cause(
                $"Cause open: better than the trend{known}. A leak of evaluation data, an easier mask or memorised data look like this; so does a better recipe.",
                "Check the evaluation set against the training data and the attention mask, before believing it."
            );
    }
}
