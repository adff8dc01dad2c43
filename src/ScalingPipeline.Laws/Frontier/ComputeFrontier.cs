using ScalingPipeline.Laws.Numerics;

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

    /// <summary>The lower convex hull of the envelope in (ln C, ln L): the points on which N_opt(C) is fitted. A run that only just beats its neighbours leaves no kink.</summary>
    public static IReadOnlyList<FrontierPoint> ConvexHull(IEnumerable<FrontierPoint> points)
    {
        var hull = new List<FrontierPoint>();
        foreach (var point in LowerEnvelope(points))
        {
            while (hull.Count > 1 && !TurnsLeft(hull[^2], hull[^1], point))
            {
                hull.RemoveAt(hull.Count - 1);
            }

            hull.Add(point);
        }

        return hull;
    }

    private static bool TurnsLeft(FrontierPoint a, FrontierPoint b, FrontierPoint c)
    {
        double abX = Elementary.Log(b.Compute / a.Compute),
            abY = Elementary.Log(b.Loss / a.Loss);
        double acX = Elementary.Log(c.Compute / a.Compute),
            acY = Elementary.Log(c.Loss / a.Loss);
        return (abX * acY) - (abY * acX) > 0;
    }
}
