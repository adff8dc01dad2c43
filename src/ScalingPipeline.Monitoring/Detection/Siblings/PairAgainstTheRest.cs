using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>
/// Two runs of one size may be faulty alike, and then make a third look wrong. Where the runs disagree, or agree only within wider limits, and setting such a pair aside leaves the others in agreement, and in a better one, it is not known who is off: the losses alone accuse nobody.
/// </summary>
internal static class PairAgainstTheRest
{
    /// <summary>Healthy seeds of the public ladder differ by up to 4.6 %.</summary>
    private const double Alike = 0.06;

    /// <param name="selection">What the losses say when every run is trusted alike.</param>
    /// <param name="runs">The same runs.</param>
    /// <param name="limit">On ln loss, with four references or more.</param>
    public static SiblingSelection Weigh(
        SiblingSelection selection,
        IReadOnlyList<SiblingRun> runs,
        double limit
    )
    {
        var narrow = RobustSiblings.Select(runs, new SiblingLimits(limit));
        var pair = narrow is { Agrees: true, Excluded.Count: 0 }
            ? null
            : runs.GroupBy(r => r.Parameters)
                .Select(g => g.ToArray())
                .FirstOrDefault(g =>
                    g.Length == 2
                    && Math.Abs(g[0].LogLoss - g[1].LogLoss) < Alike
                    && !g.All(r => selection.Excluded.Contains(r.Id, StringComparer.Ordinal))
                    && Explains(g, [.. runs.Except(g)], limit, Scatter(selection))
                );
        return pair is null
            ? selection
            : selection with
            {
                Excluded = [],
                Agrees = false,
                Explanation =
                    $"{pair[0].Id} and {pair[1].Id}, of one size, agree with one another against the other {runs.Count - 2}: none is taken for the faulty one.",
            };
    }

    /// <summary>Mean squared residual of the accepted runs, in SD of their predictions: of two explanations the better one leaves less.</summary>
    private static double Scatter(SiblingSelection selection) =>
        selection
            .Scores.Where(s => s is { Accepted: true, IsComparable: true })
            .Select(s => s.Residual / s.Deviation)
            .DefaultIfEmpty(double.PositiveInfinity)
            .Average(z => z * z);

    private static bool Explains(
        SiblingRun[] pair,
        SiblingRun[] rest,
        double limit,
        double otherwise
    )
    {
        var alone = RobustSiblings.Select(rest, new SiblingLimits(limit));
        if (
            rest.Length < 3
            || !alone.Agrees
            || alone.Excluded.Count > 0
            || Scatter(alone) > otherwise
        )
        {
            return false;
        }

        var scores = Array.ConvertAll(pair, r => SiblingScores.Against(r, rest, limit).Score);
        return scores[0] * scores[1] > 0 && Array.TrueForAll(scores, s => Math.Abs(s) > 1);
    }
}
