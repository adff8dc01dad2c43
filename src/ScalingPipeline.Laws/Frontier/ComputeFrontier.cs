namespace ScalingPipeline.Laws.Frontier;

/// <summary>The least loss that runs of any size reached with a given compute (Henighan et al. 2020, section 2).</summary>
public static class ComputeFrontier
{
    /// <summary>Points that no point of less or equal compute beats, in order of compute.</summary>
    public static IReadOnlyList<FrontierPoint> LowerEnvelope(IEnumerable<FrontierPoint> points)
    {
        var envelope = new List<FrontierPoint>();
        foreach (
            var point in points
                .OrderBy(p => p.Compute)
                .ThenBy(p => p.Loss)
                .ThenBy(p => p.Parameters)
        )
        {
            if (envelope.Count == 0 || point.Loss < envelope[^1].Loss)
            {
                envelope.Add(point);
            }
        }

        return envelope;
    }
}
