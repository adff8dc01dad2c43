using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Trend;

/// <summary>
/// The learning curve of a finished run, scaled to one at its end, leaves the one that its siblings' collapse onto (Qiu et al. 2025, arXiv 2507.02119). Dividing by the end takes the lasting offset of a run away,
/// to which the limits of the level must give room: this sees a run that came to its siblings' loss, or near it, by another way, too slowly for a step.
/// </summary>
/// <remarks>
/// The curves of one length collapse for each size: what siblings of other sizes say is weighed as for the level. Without the floor taken off, so that no law has to be identified first.
/// </remarks>
internal static class CurveShapeRule
{
    /// <summary>
    /// Of the two-block statistic, slope-scaled, in ln loss: twice what the seven healthy runs of a public ladder reach that have siblings enough; of 200 simulated families of six with lasting offsets of 1 % none alarmed.
    /// </summary>
    public const double Limit = 0.045;

    private const int LeastReferences = 4;
    private const double FurthestBeyond = 0.3;

    /// <summary>The blocks that are the end.</summary>
    private const int End = 3;

    /// <summary>The largest two-block statistic over the limit; NaN while the run trains, or where there are too few siblings.</summary>
    public static double Strength(RunView view, IReadOnlyList<RunView> references) =>
        Shape(view, references) is { } shape ? Math.Abs(shape.Statistic) / Limit : double.NaN;

    /// <param name="view">The run.</param>
    /// <param name="references">The siblings, without those that are to blame themselves.</param>
    public static AlertCondition? Check(RunView view, IReadOnlyList<RunView> references)
    {
        if (Shape(view, references) is not { } shape || !(Math.Abs(shape.Statistic) > Limit))
        {
            return null;
        }

        var curve = view.Curve!;
        var (block, deviation) = shape.Worst;
        var observed = Elementary.Exp(curve.Blocks[block.Index].LogLoss);
        var cause = Cause(view, references, deviation);
        var (first, last) = (curve.FirstStep(shape.First), curve.LastStep(block.Index));
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.CurveShape,
            Severity = AlertSeverity.Info,
            Confirmed = true,
            Expected = observed * Elementary.Exp(-deviation),
            Observed = observed,
            SinceStep = first,
            Message =
                $"Its learning curve has another shape: scaled to its own end, the training loss of steps {Words.Count(first)} to {Words.Count(last)} is up to {Words.Percent(deviation)} {Words.AboveOrBelow(deviation)} the curve onto which {Words.Many(shape.References, "sibling", "siblings")} of the same length collapse. It {(deviation > 0 ? "learned later and caught up" : "was ahead and lost it again")}.",
            Cause = cause.Text,
            CauseCode = cause.Code,
            NextStep = cause.NextStep,
            Evidence =
                $"Limit {100 * Limit:0.0} % in two blocks in a row; the seven healthy runs of a public ladder that can be tested reach 2.2 %. A bulge below about 7 % stays unseen.",
        };
    }

    /// <summary>What is known of rate, schedule and data explains another way as it explains another level; what is open is so of the shape.</summary>
    private static Cause Cause(RunView view, IReadOnlyList<RunView> references, double deviation) =>
        Causes.Of(view, references, Math.Abs(deviation)) is { Code: not CauseCodes.Open } known
            ? known
            : new Cause(
                CauseCodes.Open,
                "Cause open: another warmup, schedule or order of the data gives a curve of another shape and the same end.",
                "Lay its learning rates and its loss over the siblings'; where they part says which."
            );

    private static CurveShape? Shape(RunView view, IReadOnlyList<RunView> references)
    {
        if (view.Curve is not { Complete: LossBlocks.Count } curve)
        {
            return null;
        }

        var track = SiblingTrack.Of(curve, view.Parameters, references);
        BlockResidual[] residuals =
        [
            .. track.Residuals.Where(r => !TrendLimits.IsEarly(r.EndFraction)),
        ];
        if (
            residuals.Length <= 2 * End
            || track.References.Count < LeastReferences
            || track.DecadesBeyond > FurthestBeyond
        )
        {
            return null;
        }

        var end = residuals[^End..].Average(r => r.Residual);
        var scaled = SiblingComparison.TwoConsecutive(
            Array.ConvertAll(
                residuals,
                r => SiblingTrack.Scaled(r with { Residual = r.Residual - end })
            )
        );
        var worst = Enumerable.Range(0, scaled.Length).MaxBy(i => Math.Abs(scaled[i]));
        var start = worst;
        while (start > 0 && scaled[start] * scaled[worst] > 0)
        {
            start--;
        }

        return new CurveShape(
            scaled[worst],
            residuals[start].Index,
            (residuals[worst], residuals[worst].Residual - end),
            track.References.Count
        );
    }

    private readonly record struct CurveShape(
        double Statistic,
        int First,
        (BlockResidual Block, double Deviation) Worst,
        int References
    );
}
