using ScalingPipeline.Reporting.Charts.Drawing;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>The drawn content of a plot, from back to front: background curves, bands, curves, intervals, markers.</summary>
internal sealed class XyLayers(XyChartData data, Frame frame)
{
    private const double Radius = 4.5;
    private const int MostCorners = 40;
    private const int ManyCurves = 60;

    public void Draw(MarkupWriter svg)
    {
        DrawBackground(svg);
        if (data.Diagonal)
        {
            svg.Line(
                $"<path class=\"d bg\" d=\"M{frame.Plot.Left} {frame.Plot.Bottom}L{frame.Plot.Right} {frame.Plot.Top}\"/>"
            );
        }

        foreach (var series in data.Series)
        {
            svg.Line($"<g class=\"{ChartStyle.Series(series.Style)}\">");
            DrawBand(svg, series);
            DrawCurve(svg, series);
            svg.Line($"</g>");
        }

        foreach (var series in data.Series.Where(s => !s.PointsAsLine))
        {
            svg.Line($"<g class=\"{ChartStyle.Series(series.Style)}\">");
            DrawMarkers(svg, series);
            svg.Line($"</g>");
        }
    }

    private void DrawBackground(MarkupWriter svg)
    {
        var many = data.Background.Count > ManyCurves;
        foreach (var group in data.Background.GroupBy(b => b.Alerted).OrderBy(g => g.Key))
        {
            svg.Line($"<g class=\"{(group.Key ? "al" : "bg")}\">");
            if (many)
            {
                var lines = group.Select(c =>
                    Line(c.Points, 1, data.BackgroundCorners, digits: 0).Text
                );
                svg.Line($"<path class=\"k\" d=\"{string.Concat(lines)}\"/>");
            }
            else
            {
                foreach (var curve in group)
                {
                    svg.Line(
                        $"<path class=\"k\" d=\"{Line(curve.Points, 0.4, MostCorners)}\"><title>{Outside.Shorten(curve.Name, 60)}</title></path>"
                    );
                }
            }

            var ends = group
                .Select(c => c.Points.LastOrDefault(Drawable))
                .Where(p => Drawable(p) && p != default)
                .Select(p => (frame.X.At(p.X), frame.Y.At(p.Y)));
            svg.Line($"<path class=\"z\" d=\"{PathData.Dots(ends)}\"/>");
            svg.Line($"</g>");
        }
    }

    private void DrawBand(MarkupWriter svg, ChartSeries series)
    {
        if (series.Band.Count < 2)
        {
            return;
        }

        var upper = series.Band.Select(b => new CurvePoint(b.X, b.High));
        var lower = series.Band.Reverse().Select(b => new CurvePoint(b.X, b.Low));
        var outline = upper
            .Concat(lower)
            .Where(Drawable)
            .Select(p => (frame.X.At(p.X), Clamped(p.Y)));
        svg.Line($"<path class=\"b\" d=\"{PathData.Polyline(outline)}z\"/>");
    }

    private void DrawCurve(MarkupWriter svg, ChartSeries series)
    {
        if (series.PointsAsLine && series.Points.Count > 0)
        {
            var points = series.Points.Select(p => new CurvePoint(p.X, p.Y)).ToList();
            svg.Line($"<path class=\"k\" d=\"{Line(points, 0.4, 80)}\"/>");
        }

        if (series.Curve.Count > 1)
        {
            var style = series.PointsAsLine || series.IsTentative ? "d" : "c";
            svg.Line($"<path class=\"{style}\" d=\"{Line(series.Curve, 0.2, 80)}\"/>");
        }
    }

    private void DrawMarkers(MarkupWriter svg, ChartSeries series)
    {
        var shown = series.Points.Where(p => Drawable(new CurvePoint(p.X, p.Y))).ToList();
        foreach (var group in shown.GroupBy(p => p.State).OrderBy(g => Layer(g.Key)))
        {
            var whiskers = new MarkupWriter();
            foreach (var point in group.Where(p => p.Low < p.High))
            {
                var x = frame.Place(point.X, point.Y).X;
                var (low, high) = (Clamped(point.Low), Clamped(point.High));
                whiskers.Write($"M{x - 4} {high}h8m-4 0V{low}m-4 0h8");
            }

            var style = group.Key is PointState.Alerted ? "al" : "";
            svg.Write($"<g class=\"{style}\">");
            if (whiskers.ToString().Length > 0)
            {
                var dense = group.Count() > XyChart.MostNamedPoints ? " f" : "";
                svg.Write($"<path class=\"w{dense}\" d=\"{whiskers.ToMarkup()}\"/>");
            }

            WriteMarkers(svg, series, [.. group], group.Key);
            svg.Line($"</g>");
        }
    }

    private void WriteMarkers(
        MarkupWriter svg,
        ChartSeries series,
        List<ChartPoint> points,
        PointState state
    )
    {
        var style = state is PointState.Excluded or PointState.Forecast ? "h" : "p";
        var radius =
            state is PointState.Forecast ? Radius + 1
            : series.Points.Count > 100 ? 3.2
            : Radius;
        if (points.Count > XyChart.MostNamedPoints)
        {
            WriteDense(svg, series.Style, points, style, radius);
            return;
        }

        foreach (var point in points)
        {
            svg.Write(
                $"<path class=\"{style}\" d=\"{Outline(series.Style, point, radius)}\"><title>{Outside.Shorten(point.Name, 60)}</title></path>"
            );
        }
    }

    /// <summary>Many markers as one path without names; round filled ones as dots, which take a fifth of the characters.</summary>
    private void WriteDense(
        MarkupWriter svg,
        int shape,
        List<ChartPoint> points,
        string style,
        double radius
    )
    {
        if (Marker.IsRound(shape) && string.Equals(style, "p", StringComparison.Ordinal))
        {
            var dots = points.Select(p => frame.Place(p.X, p.Y)).Select(p => (p.X, p.Y));
            svg.Write($"<path class=\"z\" d=\"{PathData.Dots(dots)}\"/>");
            return;
        }

        var all = new MarkupWriter();
        foreach (var point in points)
        {
            all.Write($"{Outline(shape, point, radius)}");
        }

        svg.Write($"<path class=\"{style} q\" d=\"{all.ToMarkup()}\"/>");
    }

    private Markup Outline(int shape, ChartPoint point, double radius)
    {
        var at = frame.Place(point.X, point.Y);
        return at.Beyond is Direction.None
            ? Marker.Path(shape, at.X, at.Y, radius)
            : Marker.Arrow(at.Beyond, at.X, at.Y, radius);
    }

    private Markup Line(
        IReadOnlyList<CurvePoint> points,
        double tolerance,
        int most,
        int digits = 1
    )
    {
        var corners = points
            .Where(Drawable)
            .Select(p => (frame.X.At(p.X), frame.Y.At(p.Y)))
            .ToList();
        return PathData.Polyline(Decimation.Thin(corners, tolerance, most), digits);
    }

    private double Clamped(double y) =>
        frame.Y.Takes(y)
            ? Math.Clamp(frame.Y.At(y), frame.Plot.Top - 9, frame.Plot.Bottom + 9)
            : frame.Plot.Bottom + 9;

    private bool Drawable(CurvePoint p) => frame.X.Takes(p.X) && frame.Y.Takes(p.Y);

    private static int Layer(PointState state) =>
        state switch
        {
            PointState.Excluded => 0,
            PointState.Normal => 1,
            PointState.Forecast => 2,
            _ => 3,
        };
}
