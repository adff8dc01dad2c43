using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Positions;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>A likely cause.</summary>
/// <param name="Code">One of <see cref="CauseCodes"/>.</param>
/// <param name="Text">In words.</param>
/// <param name="NextStep">What to look at next.</param>
public sealed record Cause(string Code, string Text, string NextStep);

/// <summary>Names the likely cause of a run off its trend; the first signature that matches wins, and "open" is an answer.</summary>
public static class Causes
{
    private const double BothUp = 0.1;

    /// <summary>A rate that is known to be another explains any deviation upwards that is one.</summary>
    private const double OffTrend = 0.03;
    private const double ClosedGap = 0.05;
    private const double RateRatio = 2;

    /// <param name="view">The run.</param>
    /// <param name="references">Its siblings.</param>
    /// <param name="deviation">ln loss above (+) or below (-) the trend.</param>
    public static Cause Of(RunView view, IReadOnlyList<RunView> references, double deviation)
    {
        var gaps = TrainEvaluationGap.Of(view, references);
        var last = gaps.Count == 0 ? null : gaps[^1];
        var gap = last?.Value;
        var rate = LearningRates.Of(view, references);
        if (Diverged.Of(view) is { } diverged)
        {
            return Schedule(RateShape.Of(view, references), deviation)
                ?? Rate(rate, null, deviation)
                ?? diverged;
        }

        var profile = PairedProfile.Last(view, references);
        return (profile is null ? null : ProfileSignature.OfContext(profile)?.Cause)
            ?? GapCause.Named(view, references, gaps)
            ?? Repeated(view, references, gap)
            ?? Schedule(RateShape.Of(view, references), deviation)
            ?? Rate(rate, gap, deviation)
            ?? Speed(view, references, rate, deviation)
            ?? (profile is null ? null : ProfileSignature.OfShape(profile)?.Cause)
            ?? (
                Math.Abs(gap ?? 0) > GapRule.Limit
                    ? GapCause.Open(last!, GapRule.EvaluationDeviation(view, references))
                    : Open(rate, gap, deviation)
            );
    }

    /// <summary>Where no training loss tells, the evaluation itself: it rises while the siblings' fall.</summary>
    private static Cause? Repeated(RunView view, IReadOnlyList<RunView> references, double? gap) =>
        gap is null && EvaluationRise.Of(view, references) is { } rise
            ? new Cause(
                CauseCodes.RepeatedData,
                $"Probably repeated data or overfitting: the evaluation loss has risen by {Words.Percent(rise.Rise)} since step {Words.Count(rise.Step)}, while its siblings' went on falling.",
                "Check how often the training data was repeated; compare with the training loss, which is not logged."
            )
            : null;

    private static Cause? Schedule(RateShape? shape, double deviation) =>
        shape is { Differs: true } && deviation > 0
            ? new Cause(
                CauseCodes.Schedule,
                $"Probably the learning-rate schedule: {shape.Kind}, against {Words.Many(shape.Siblings, "sibling", "siblings")} with as many steps.",
                "Compare the learning-rate configuration with the siblings'; restart with their schedule."
            )
            : null;

    /// <summary>Where no rate is known, what the learning itself says of it.</summary>
    private static Cause? Speed(
        RunView view,
        IReadOnlyList<RunView> references,
        LearningRates? rate,
        double deviation
    )
    {
        if (rate is not null || deviation < BothUp)
        {
            return null;
        }

        var speed = LearningSpeed.Of(view, references);
        return speed.SuggestsTooLow
                ? new Cause(
                    CauseCodes.RateTooLow,
                    $"Probably the learning rate is too low; none is logged, but the run took {Words.Times(speed.Slowness)} times its siblings' steps for the easy part of the loss.",
                    "Log the learning rate; compare its configuration with the siblings'."
                )
            : speed.SuggestsTooHigh
                ? new Cause(
                    CauseCodes.RateTooHigh,
                    $"Probably the learning rate is too high or was not decayed; none is logged, but the gradient norm is {Words.Times(speed.Gradients)} times its siblings'.",
                    "Log the learning rate; compare its configuration with the siblings'."
                )
            : null;
    }

    private static Cause? Rate(LearningRates? rate, double? gap, double deviation)
    {
        if (rate is null || deviation < OffTrend || Math.Abs(gap ?? 0) >= ClosedGap)
        {
            return null;
        }

        var ratio = rate.Peak / rate.Expected;
        var compared =
            $"its peak of {rate.Peak:G3} is {Words.Times(ratio)} times the {rate.Expected:G3} that its siblings' rates give for this size";
        return ratio switch
        {
            > RateRatio => new Cause(
                CauseCodes.RateTooHigh,
                $"Probably the learning rate is too high: {compared}.",
                "Compare the learning-rate configuration with the siblings'; restart with their rate."
            ),
            < 1 / RateRatio => new Cause(
                CauseCodes.RateTooLow,
                $"Probably the learning rate is too low: {compared}.",
                "Compare the learning-rate configuration with the siblings'; restart with their rate."
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
                CauseCodes.Open,
                $"Cause open: above the trend{known}.",
                "Compare architecture, optimizer settings and data order with the siblings, and their loss curves from the step where they part."
            )
            : new Cause(
                CauseCodes.Open,
                $"Cause open: better than the trend{known}. A leak of evaluation data, an easier mask or memorised data look like this; so does a better recipe.",
                "Check the evaluation set against the training data and the attention mask, before believing it."
            );
    }
}
