using ScalingPipeline.Reporting.Charts.Drawing;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>
/// What the axes hold: markers, their intervals, curves. A run with an alert that lies far beyond all others is left out, and then stands at
/// the edge: one run logged in another unit would otherwise flatten everything else into a line.
/// </summary>
internal static class AxisReach
{
    /// <summary>How much of the others' span an alerted run may add on either side.</summary>
    private const double Stretch = 0.6;

    private const double LeastRatio = 1.1;
    private const double LeastShare = 0.1;

    public static Range2 Of(XyChartData data)
    {
        var (x, y) = (new List<double>(), new List<double>());
        void Add(double px, double py)
        {
            if (Takes(data.X, px) && Takes(data.Y, py))
            {
                x.Add(px);
                y.Add(py);
            }
        }

        var points = data.Series.SelectMany(s => s.Points).ToList();
        foreach (var point in points.Where(p => p.State != PointState.Alerted))
        {
            Add(point.X, point.Y);
            Add(point.X, point.Low);
            Add(point.X, point.High);
        }

        var curves = data.Series.SelectMany(s => s.Curve);
        foreach (var corner in curves.Concat(data.Background.SelectMany(b => b.Points)))
        {
            Add(corner.X, corner.Y);
        }

        var alerted = points.Where(p => p.State == PointState.Alerted).ToList();
        x.AddRange(Near(alerted.ConvertAll(p => p.X), x, data.X));
        y.AddRange(Near(alerted.ConvertAll(p => p.Y), y, data.Y));
        if (!data.Diagonal)
        {
            return new Range2(x, y);
        }

        double[] both = [.. x, .. y];
        return new Range2(both, both);
    }

    /// <summary>Those of the values that do not stretch the axis beyond measure; all when there is nothing else to show.</summary>
    public static IReadOnlyList<double> Near(
        IEnumerable<double> values,
        IReadOnlyCollection<double> others,
        AxisSpec axis
    )
    {
        var drawable = values.Where(v => Takes(axis, v)).ToList();
        if (others.Count == 0)
        {
            return drawable;
        }

        var (low, high) = (Coordinate(axis, others.Min()), Coordinate(axis, others.Max()));
        var least = axis.Logarithmic
            ? Math.Log(LeastRatio)
            : LeastShare * Math.Max(Math.Abs(low), Math.Abs(high));
        var room = Stretch * Math.Max(high - low, least);
        return room == 0
            ? drawable
            :
            [
                .. drawable.Where(v =>
                    Coordinate(axis, v) >= low - room && Coordinate(axis, v) <= high + room
                ),
            ];
    }

    private static bool Takes(AxisSpec axis, double value) =>
        double.IsFinite(value) && (value > 0 || !axis.Logarithmic);

    private static double Coordinate(AxisSpec axis, double value) =>
        axis.Logarithmic ? Math.Log(value) : value;
}
