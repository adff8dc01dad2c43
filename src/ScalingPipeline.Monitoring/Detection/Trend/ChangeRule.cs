using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Trend;

/// <summary>
/// Something changed at one step: the distance of a run from its siblings moves away from where it was. Sees changes that are smaller than the lasting offsets of healthy
/// runs, to which the limits of the level must give room.
/// </summary>
internal static class ChangeRule
{
    private const int LeastReferences = 3;

    /// <summary>Far outside the sizes of its siblings a run moves against their prediction as the law bends.</summary>
    private const double FurthestBeyond = 0.3;

    /// <summary>The largest sum over its limit; NaN where there are too few siblings, or the run lies far outside their sizes.</summary>
    public static double Strength(RunView view, IReadOnlyList<RunView> references) =>
        view.Curve is { } curve
        && Path(SiblingTrack.Of(curve, view.Parameters, references)) is { } path
            ? path.Sums.Up.Concat(path.Sums.Down).Max() / InnovationCusum.Limit
            : double.NaN;

    /// <param name="view">The run.</param>
    /// <param name="references">The siblings, without those that are to blame themselves.</param>
    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        if (
            view.Curve is not { } curve
            || Path(SiblingTrack.Of(curve, view.Parameters, references)) is not { } tested
            || tested.Sums.FirstAlarm() is not (>= 0 and var alarm)
        )
        {
            return null;
        }

        var (residuals, path) = tested;
        var up = path.Up[alarm] > path.Down[alarm];
        var sum = up ? path.Up : path.Down;
        var start = alarm;
        while (start > 0 && sum[start - 1] > 0)
        {
            start--;
        }

        var before = residuals.Take(start).Select(r => r.Residual).ToArray();
        var after = residuals[^1].Residual;
        var level = before.Length == 0 ? 0 : before[Math.Max(0, before.Length - 3)..].Average();
        var step = curve.FirstStep(residuals[start].Index);
        var lasting = Math.Abs(after - level) > 0.5 * Math.Abs(residuals[alarm].Residual - level);
        var cause = Causes.Of(view, references, after);
        var observed = Elementary.Exp(curve.Blocks[residuals[^1].Index].LogLoss);
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.TrendChange,
            Severity = lasting ? AlertSeverity.Warning : AlertSeverity.Info,
            Confirmed = true,
            Expected = observed * Elementary.Exp(level - after),
            Observed = observed,
            SinceStep = step,
            Message =
                $"Something changed at about step {Words.Count(step)}: until then the training loss kept {Words.Percent(level)} {Words.AboveOrBelow(level)} what its siblings predict, {(lasting ? "now it is" : "then it moved, and now it is")} {Words.Percent(after)} {Words.AboveOrBelow(after)}.",
            Cause = cause.Text,
            CauseCode = cause.Code,
            NextStep = cause.NextStep,
            Evidence =
                $"CUSUM of the innovations beyond {InnovationCusum.Limit:0} with {Words.Many(references.Count, "sibling", "siblings")}; the largest of 29 healthy runs of a public ladder is 8.2. A step of 5 % is found within three blocks in four cases of five.",
        };
    }

    private static (BlockResidual[] Residuals, CusumPath Sums)? Path(SiblingTrack track)
    {
        BlockResidual[] residuals =
        [
            .. track.Residuals.Where(r => !TrendLimits.IsEarly(r.EndFraction)),
        ];
        return
            residuals.Length == 0
            || track.References.Count < LeastReferences
            || track.DecadesBeyond > FurthestBeyond
            ? null
            : (
                residuals,
                InnovationCusum.Run(
                    Array.ConvertAll(residuals, r => r.Residual),
                    Array.ConvertAll(residuals, r => Noise(r, track.NoiseGain))
                )
            );
    }

    /// <summary>The scatter of the block and of its prediction, and the slope of the curve: what moves a residual without anything having changed.</summary>
    private static double Noise(BlockResidual residual, double gain) =>
        Math.Sqrt(
            ((1 + gain) * residual.StandardError * residual.StandardError)
                + (residual.Timing * residual.Timing)
        );
}
