using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Trend;

/// <summary>
/// Something changed at one step, or began to drift there: the distance of a run from its siblings moves away from where it was. Sees changes that are smaller than the lasting offsets of healthy
/// runs, to which the limits of the level must give room.
/// </summary>
internal static class ChangeRule
{
    /// <summary>To accuse a run. With two each of three runs moves as much against the other two.</summary>
    private const int LeastReferences = 3;

    /// <summary>Further outside the sizes of its siblings, in decades, a run moves against their prediction as the law bends.</summary>
    private const double FurthestBeyond = 0.7;

    /// <summary>The standard error of a block of fewer logged steps is worth too little to tell a change from scatter.</summary>
    private const int LeastSteps = 8;

    /// <summary>A change of which less than this is left at the end is over.</summary>
    private const double Lasting = 0.5;

    /// <summary>The blocks that say where a run stands now.</summary>
    private const int Now = 3;

    /// <summary>The largest change over its limit; NaN where there are too few siblings, or the run lies far outside their sizes.</summary>
    public static double Strength(RunView view, IReadOnlyList<RunView> references) =>
        Tested(view, references)?.Change.Strength ?? double.NaN;

    /// <param name="view">The run.</param>
    /// <param name="references">The siblings, without those that are to blame themselves.</param>
    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        if (
            Tested(view, references)
            is not { References: >= LeastReferences, Change: { Strength: > 1 } change } tested
        )
        {
            return null;
        }

        var curve = view.Curve!;
        var residuals = tested.Residuals;
        var level = residuals[..change.From].Average(r => r.Residual);
        var after = residuals[^Now..].Average(r => r.Residual);
        var step = curve.FirstStep(residuals[change.From].Index);
        var lasting = (after - level) / change.Size > Lasting;
        var cause = Causes.Of(view, references, after);
        var observed = Elementary.Exp(curve.Blocks[residuals[^1].Index].LogLoss);
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.TrendChange,
            Severity = lasting ? AlertSeverity.Warning : AlertSeverity.Info,
            Confirmed = true,
            Expected = observed * Elementary.Exp(level - residuals[^1].Residual),
            Observed = observed,
            SinceStep = step,
            Message =
                (
                    change.Gradual
                        ? $"The training loss has drifted {(change.Size > 0 ? "up" : "down")} against its siblings since about step {Words.Count(step)}: until then it kept {Words.Percent(level)} {Words.AboveOrBelow(level)} what they predict"
                        : $"Something changed at about step {Words.Count(step)}: until then the training loss kept {Words.Percent(level)} {Words.AboveOrBelow(level)} what its siblings predict"
                )
                + $", {(lasting ? "now it is" : "then it moved, and now it is")} {Words.Percent(after)} {Words.AboveOrBelow(after)}.",
            Cause = cause.Text,
            CauseCode = cause.Code,
            NextStep = cause.NextStep,
            Evidence =
                $"{Math.Abs(change.Z):0.0} standard deviations of what healthy runs move by, with {Words.Many(tested.References, "sibling", "siblings")}; the limit is {Math.Abs(change.Z) / change.Strength:0.##}, the largest of 29 healthy runs of a public ladder 3.0. A step of 5 % is found in five cases of six, of 8 % always; a drift below about 10 % stays unseen.",
        };
    }

    private static (BlockResidual[] Residuals, int References, TrackChange Change)? Tested(
        RunView view,
        IReadOnlyList<RunView> references
    )
    {
        if (view.Curve is not { } curve)
        {
            return null;
        }

        var track = SiblingTrack.Of(curve, view.Parameters, references);
        var blocks = curve.Blocks;
        BlockResidual[] residuals =
        [
            .. track.Residuals.Where(r =>
                !TrendLimits.IsEarly(r.StartFraction) && blocks[r.Index].Count >= LeastSteps
            ),
        ];
        return
            track.DecadesBeyond <= FurthestBeyond
            && ChangeTest.Largest(
                Array.ConvertAll(residuals, r => r.Residual),
                Array.ConvertAll(residuals, r => r.StandardError * Math.Sqrt(1 + track.NoiseGain)),
                Array.ConvertAll(residuals, r => r.Timing)
            )
                is { } change
            ? (residuals, track.References.Count, change)
            : null;
    }
}
