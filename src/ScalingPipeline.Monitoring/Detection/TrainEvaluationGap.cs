namespace ScalingPipeline.Monitoring.Detection;

/// <summary>
/// ln(training loss) - ln(evaluation loss) at a checkpoint, minus the median of the same over the siblings. Healthy runs keep
/// within .012 (text) to .025 (images); a wrong learning rate does not open the gap, bad data does.
/// </summary>
public static class TrainEvaluationGap
{
    private const double FromProgress = 0.3;

    /// <summary>At the last checkpoint after 30 % of the schedule; null when it, or every sibling's, is missing.</summary>
    public static double? Last(RunView view, IReadOnlyList<RunView> references)
    {
        if (view.Run.Metadata.TotalSteps is not { } total)
        {
            return null;
        }

        var checkpoint = view.Checkpoints.LastOrDefault(c => c.Step >= FromProgress * total);
        if (checkpoint is null || At(view, checkpoint.Step) is not { } own)
        {
            return null;
        }

        var siblings = references
            .Select(r => At(r, checkpoint.Step))
            .OfType<double>()
            .Order()
            .ToArray();
        return siblings.Length == 0 ? null : own - Median(siblings);
    }

    private static double? At(RunView view, long step)
    {
        if (view.Curve is not { } curve)
        {
            return null;
        }

        var block = Enumerable
            .Range(0, curve.Complete)
            .Where(b => curve.LastStep(b) <= step)
            .DefaultIfEmpty(-1)
            .Last();
        var gap = block < 0 ? double.NaN : curve.Blocks[block].LogLoss - view.LogLossAt(step);
        return double.IsFinite(gap) ? gap : null;
    }

    private static double Median(double[] sorted) =>
        0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
}
