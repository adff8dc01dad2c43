using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>
/// Selects references by the limits of healthy runs; where the runs do not agree within them, by wider ones. A family whose
/// healthy runs differ a little more than most still shows a run that is far off.
/// </summary>
internal static class PatientSelection
{
    private static readonly double[] _widths = [1, 1.5, 2.25];

    /// <param name="runs">Runs of one family and length.</param>
    /// <param name="limit">On ln loss, with four references or more.</param>
    public static SiblingSelection Select(IReadOnlyList<SiblingRun> runs, double limit)
    {
        var narrow = RobustSiblings.Select(runs, new SiblingLimits(limit));
        return _widths
                .Skip(1)
                .Select(width => RobustSiblings.Select(runs, new SiblingLimits(width * limit)))
                .Prepend(narrow)
                .FirstOrDefault(selection => selection.Agrees)
            ?? narrow;
    }
}
