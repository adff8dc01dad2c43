using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>
/// Runs of one size: where there are five or more, their own scatter is a sharper yardstick than what runs of other sizes predict. Healthy seeds of 160M parameters stay within 1.5 % of
/// one another, repeated runs of a speed benchmark within .1 %.
/// </summary>
internal static class Seeds
{
    /// <summary>So many runs of one size, the judged one included.</summary>
    public const int Least = 5;

    /// <summary>No deviation below this is called one.</summary>
    public const double LeastLimit = 0.02;

    private const double Deviations = 4;

    /// <summary>The band about the median of ln losses: four robust SD, at least 2 %.</summary>
    /// <param name="logLosses">Of the runs of one size, without the judged one; at least four.</param>
    public static (double Median, double Limit) Band(IEnumerable<double> logLosses)
    {
        var sorted = logLosses.Order().ToArray();
        return (Sorted.Median(sorted), Math.Max(LeastLimit, Deviations * Sorted.Deviation(sorted)));
    }

    /// <summary>The runs of a group that are off the others of their size, and how far.</summary>
    public static IEnumerable<SiblingScore> Off(IReadOnlyCollection<SiblingRun> runs)
    {
        foreach (var size in runs.GroupBy(r => r.Parameters).Where(g => g.Count() >= Least))
        {
            foreach (var run in size)
            {
                var (median, limit) = Band(
                    size.Where(other => other != run).Select(other => other.LogLoss)
                );
                var score = new SiblingScore(
                    run.Id,
                    Accepted: false,
                    size.Count() - 1,
                    run.LogLoss - median,
                    limit / Deviations,
                    limit
                );
                if (score.Deviates)
                {
                    yield return score;
                }
            }
        }
    }
}
