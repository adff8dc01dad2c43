using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection;

/// <summary>What a reader should know of the comparison itself: where there is none, and where it is undecided.</summary>
internal static class DetectionRemarks
{
    public static IEnumerable<string> Of(IEnumerable<SiblingPool> pools)
    {
        foreach (var pool in pools)
        {
            var first = pool.Members[0];
            var group =
                $"{first.Family}, {Words.Count(first.Length!.Value)} steps ({Words.Many(pool.Members.Count, "run", "runs")})";
            if (pool.Members.Count <= SiblingTrack.LeastReferences)
            {
                yield return $"{group}: not enough references; a trend alert needs two siblings of the same family and length.";
            }
            else if (!pool.CanAccuse)
            {
                yield return $"{group}: {pool.Finished.Explanation}";
            }
        }
    }

    /// <summary>Runs of which nobody says how long they are to be have no siblings.</summary>
    public static IEnumerable<string> OfUnknownLength(IEnumerable<RunView> views)
    {
        foreach (
            var family in views
                .Where(v => v.Length is null)
                .GroupBy(v => v.Family, StringComparer.Ordinal)
                .OrderBy(f => f.Key, StringComparer.Ordinal)
        )
        {
            yield return $"{family.Key}: {Words.Many(family.Count(), "run declares", "runs declare")} no total_steps, and no two others of the family end at the same step: not enough references for a trend alert. Declare total_steps.";
        }
    }
}
