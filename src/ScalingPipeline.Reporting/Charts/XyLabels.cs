using ScalingPipeline.Reporting.Charts.Drawing;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>Direct labels: alerted runs and forecasts first, then the ends of curves; only where they cover nothing.</summary>
internal sealed class XyLabels(XyChartData data, Frame frame)
{
    private const double Size = 12;
    private const double RoomForNumber = 60;

    /// <summary>A sloping line is kept free in pieces: the box of the whole would keep away what does not touch it.</summary>
    private const double Piece = 12;

    /// <summary>The widest label at the end of a curve.</summary>
    internal const double WidestEnd = 110;

    private static readonly double[] _widths = [300, 230, 160, 110];

    private readonly LabelPlacer _placer = new(frame.Plot);

    /// <summary>The room that the labels at the ends of curves take.</summary>
    public static double RoomBeside(XyChartData data) =>
        data
            .Series.Select(s => s.EndLabel)
            .OfType<string>()
            .Select(label => TextMeasure.Width(TextMeasure.Fit(label, Size, WidestEnd), Size))
            .DefaultIfEmpty()
            .Max();

    public void Draw(MarkupWriter svg)
    {
        TakeMarkersAndCurves();
        foreach (var point in data.Series.SelectMany(s => s.Points))
        {
            if (point.Label is { } label && IsDrawable(point.X, point.Y))
            {
                var style = point.State == PointState.Alerted ? "r" : "l";
                var at = frame.Place(point.X, point.Y);
                Write(svg, style, Named(label, point, at.Beyond), at.X, at.Y);
            }
        }

        foreach (var curve in data.Background.Where(b => b.Alerted && b.Points.Count > 0))
        {
            WriteAlong(svg, curve);
        }

        foreach (var series in data.Series.Where(s => s.EndLabel is not null))
        {
            if (End(series) is { } end && IsDrawable(end.X, end.Y))
            {
                WriteEnd(svg, series.EndLabel!, frame.X.At(end.X), frame.Y.At(end.Y));
            }
        }
    }

    /// <summary>A point that the axes do not reach is written out.</summary>
    private static string Named(string label, ChartPoint point, Direction beyond) =>
        beyond switch
        {
            Direction.Up => $"{Short(label)} ↑ {Formatting.Number(point.Y)}",
            Direction.Down => $"{Short(label)} ↓ {Formatting.Number(point.Y)}",
            Direction.Left => $"{Short(label)} ← {Formatting.Number(point.X)}",
            Direction.Right => $"{Short(label)} → {Formatting.Number(point.X)}",
            _ => label,
        };

    private static string Short(string label) =>
        TextMeasure.Fit(label, Size, _widths[2] - RoomForNumber);

    private static CurvePoint? End(ChartSeries series) =>
        series.Curve.Count > 0 ? series.Curve[^1]
        : series.Points.Count > 0 ? new CurvePoint(series.Points[^1].X, series.Points[^1].Y)
        : null;

    /// <summary>A label that finds no room is tried shorter: half a name beside its run says more than none.</summary>
    private void Write(MarkupWriter svg, string style, string label, double x, double y)
    {
        var bold = string.Equals(style, "r", StringComparison.Ordinal) ? TextMeasure.Bold : 1;
        foreach (var width in _widths)
        {
            var text = TextMeasure.Fit(label, Size, width);
            if (_placer.Place(text, Size, bold, x, y, 9) is { } at)
            {
                SvgText.Write(svg, style, at.X, at.Y, TextAnchor.Start, text);
                return;
            }
        }
    }

    /// <summary>Right beside the line, from its end backwards where there is room; else where a label of its end finds any.</summary>
    private void WriteAlong(MarkupWriter svg, BackgroundCurve curve)
    {
        var places = curve
            .Points.Reverse()
            .Where(p => IsDrawable(p.X, p.Y))
            .Select(p => (X: frame.X.At(p.X), Y: frame.Y.At(p.Y)))
            .ToList();
        var text = TextMeasure.Fit(curve.Name, Size, _widths[0]);
        foreach (var (x, y) in places)
        {
            if (_placer.Place(text, Size, TextMeasure.Bold, x, y, 7, rings: 1) is { } at)
            {
                SvgText.Write(svg, "r", at.X, at.Y, TextAnchor.Start, text);
                return;
            }
        }

        if (places is [var end, ..])
        {
            Write(svg, "r", curve.Name, end.X, end.Y);
        }
    }

    private void WriteEnd(MarkupWriter svg, string label, double x, double y)
    {
        var text = TextMeasure.Fit(label, Size, WidestEnd);
        if (_placer.PlaceBeside(text, Size, x, y, 8) is { } at)
        {
            SvgText.Write(svg, "l", at.X, at.Y, TextAnchor.Start, text);
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

            var (x, y, _) = frame.Place(point.X, point.Y);
            _placer.Take(Box.Around(x, y, 5));
            if (IsDrawable(point.X, point.Low) && IsDrawable(point.X, point.High))
            {
                _placer.Take(new Box(x - 4, frame.Y.At(point.High), x + 4, frame.Y.At(point.Low)));
            }
        }

        foreach (var curve in data.Background.Where(b => b.Alerted))
        {
            TakeLine(curve.Points);
        }

        foreach (var series in data.Series)
        {
            TakeLine(series.Curve);
            if (series.PointsAsLine)
            {
                TakeLine([.. series.Points.Select(p => new CurvePoint(p.X, p.Y))]);
            }
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
            var pieces = 1 + (int)(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)) / Piece);
            for (var k = 0; k < pieces; k++)
            {
                Take(
                    (Between(x0, x1, k, pieces), Between(y0, y1, k, pieces)),
                    (Between(x0, x1, k + 1, pieces), Between(y0, y1, k + 1, pieces))
                );
            }
        }
    }

    private void Take((double X, double Y) a, (double X, double Y) b) =>
        _placer.Take(
            new Box(
                Math.Min(a.X, b.X),
                Math.Min(a.Y, b.Y) - 1,
                Math.Max(a.X, b.X),
                Math.Max(a.Y, b.Y) + 1
            )
        );

    private static double Between(double from, double to, int k, int pieces) =>
        from + ((to - from) * k / pieces);

    private bool IsDrawable(double x, double y) => frame.X.Takes(x) && frame.Y.Takes(y);
}
