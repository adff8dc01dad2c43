using ScalingPipeline.Reporting.Charts.Drawing;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>Direct labels: alerted runs and forecasts first, then the ends of curves; only where they cover nothing.</summary>
internal sealed class XyLabels(XyChartData data, Frame frame)
{
    private const double Size = 12;
    private const double Widest = 230;

    private readonly LabelPlacer _placer = new(frame.Plot);

    public void Draw(MarkupWriter svg)
    {
        TakeMarkersAndCurves();
        foreach (var point in data.Series.SelectMany(s => s.Points))
        {
            if (point.Label is { } label && IsDrawable(point.X, point.Y))
            {
                var style = point.State == PointState.Alerted ? "r" : "l";
                Write(svg, style, label, frame.X.At(point.X), frame.Y.At(point.Y));
            }
        }

        foreach (var curve in data.Background.Where(b => b.Alerted && b.Points.Count > 0))
        {
            var end = curve.Points[^1];
            if (IsDrawable(end.X, end.Y))
            {
                Write(svg, "r", curve.Name, frame.X.At(end.X), frame.Y.At(end.Y));
            }
        }

        foreach (var series in data.Series.Where(s => s.EndLabel is not null))
        {
            if (End(series) is { } end && IsDrawable(end.X, end.Y))
            {
                Write(
                    svg,
                    "l",
                    series.EndLabel!,
                    frame.X.At(end.X),
                    frame.Y.At(end.Y),
                    close: true
                );
            }
        }
    }

    private static CurvePoint? End(ChartSeries series) =>
        series.Curve.Count > 0 ? series.Curve[^1]
        : series.Points.Count > 0 ? new CurvePoint(series.Points[^1].X, series.Points[^1].Y)
        : null;

    private void Write(
        MarkupWriter svg,
        string style,
        string label,
        double x,
        double y,
        bool close = false
    )
    {
        var text = TextMeasure.Fit(label, Size, Widest);
        var bold = string.Equals(style, "r", StringComparison.Ordinal) ? TextMeasure.Bold : 1;
        if (_placer.Place(text, Size, bold, x, y, close ? 6 : 9, close) is { } at)
        {
            SvgText.Write(svg, style, at.X, at.Y, TextAnchor.Start, text);
        }
    }

    private void TakeMarkersAndCurves()
    {
        foreach (var point in data.Series.SelectMany(s => s.Points))
        {
            if (!IsDrawable(point.X, point.Y))
            {
                continue;
            }

            var x = frame.X.At(point.X);
            _placer.Take(Box.Around(x, frame.Y.At(point.Y), 5));
            if (IsDrawable(point.X, point.Low) && IsDrawable(point.X, point.High))
            {
                _placer.Take(new Box(x - 4, frame.Y.At(point.High), x + 4, frame.Y.At(point.Low)));
            }
        }

        foreach (var series in data.Series)
        {
            TakeLine(series.Curve);
        }
    }

    private void TakeLine(IReadOnlyList<CurvePoint> curve)
    {
        for (var i = 1; i < curve.Count; i++)
        {
            var (a, b) = (curve[i - 1], curve[i]);
            if (!IsDrawable(a.X, a.Y) || !IsDrawable(b.X, b.Y))
            {
                continue;
            }

            var (x0, y0) = (frame.X.At(a.X), frame.Y.At(a.Y));
            var (x1, y1) = (frame.X.At(b.X), frame.Y.At(b.Y));
            _placer.Take(
                new Box(
                    Math.Min(x0, x1),
                    Math.Min(y0, y1) - 1,
                    Math.Max(x0, x1),
                    Math.Max(y0, y1) + 1
                )
            );
        }
    }

    private bool IsDrawable(double x, double y) => frame.X.Takes(x) && frame.Y.Takes(y);
}
