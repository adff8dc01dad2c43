namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>Thins a polyline to what the eye can tell apart (Douglas and Peucker 1973): no dropped point lies farther than the tolerance from the line.</summary>
public static class Decimation
{
    /// <summary>The kept points, the first and last among them; the tolerance doubles until at most <paramref name="most"/> are left.</summary>
    public static IReadOnlyList<(double X, double Y)> Thin(
        IReadOnlyList<(double X, double Y)> points,
        double tolerance,
        int most
    )
    {
        var kept = Keep(points, tolerance);
        while (kept.Count > most)
        {
            tolerance *= 2;
            kept = Keep(points, tolerance);
        }

        return kept;
    }

    private static IReadOnlyList<(double X, double Y)> Keep(
        IReadOnlyList<(double X, double Y)> points,
        double tolerance
    )
    {
        if (points.Count < 3)
        {
            return points;
        }

        var keep = new bool[points.Count];
        keep[0] = keep[^1] = true;
        var open = new Stack<(int First, int Last)>([(0, points.Count - 1)]);
        while (open.TryPop(out var span))
        {
            var (farthest, distance) = Farthest(points, span.First, span.Last);
            if (distance > tolerance)
            {
                keep[farthest] = true;
                open.Push((span.First, farthest));
                open.Push((farthest, span.Last));
            }
        }

        return [.. points.Where((_, i) => keep[i])];
    }

    private static (int Index, double Distance) Farthest(
        IReadOnlyList<(double X, double Y)> points,
        int first,
        int last
    )
    {
        var (x0, y0) = points[first];
        var (dx, dy) = (points[last].X - x0, points[last].Y - y0);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        var best = (Index: first, Distance: 0.0);
        for (var i = first + 1; i < last; i++)
        {
            var (px, py) = (points[i].X - x0, points[i].Y - y0);
            var distance =
                length > 0
                    ? Math.Abs((dx * py) - (dy * px)) / length
                    : Math.Sqrt((px * px) + (py * py));
            if (distance > best.Distance)
            {
                best = (i, distance);
            }
        }

        return best;
    }
}
