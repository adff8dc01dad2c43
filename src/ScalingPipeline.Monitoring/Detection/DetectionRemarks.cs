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
                $"{first.Family}, {Words.Count(first.Run.Metadata.TotalSteps!.Value)} steps ({Words.Many(pool.Members.Count, "run", "runs")})";
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
}
