using ScalingPipeline.Reporting.Charts.Drawing;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>Draws one row a value, with its interval as a bar behind it.</summary>
public static class RowChart
{
    private const double RowHeight = 22;
    private const double WidestName = 200;
    private const double WidestText = 170;
    private const double Size = 12;
    private const double Radius = 4.5;
    private const double AxisRoom = 46;

    public static string Draw(RowChartData data)
    {
        var rows = data.Rows.Where(r => double.IsFinite(r.Value)).ToList();
        if (rows.Count == 0)
        {
            return SvgText.Empty(data.Id, data.Title, data.EmptySentence);
        }

        var names = rows.ConvertAll(r => TextMeasure.Fit(r.Name, Size, WidestName));
        var texts = rows.ConvertAll(r => TextMeasure.Fit(r.Text, Size, WidestText));
        var left = names.Max(n => TextMeasure.Width(n, Size) * TextMeasure.Bold) + 16;
        var right =
            Frame.Width - texts.Max(t => TextMeasure.Width(t, Size) * TextMeasure.Bold) - 16;
        var legend = new Legend(LegendEntries(data, rows));
        var top = legend.Height + 8;
        var bottom = top + (rows.Count * RowHeight) + 4;
        var scale = Scale.Holding(Values(data, rows), false, 0.06, left + 8, right - 8);

        var svg = new MarkupWriter();
        legend.Draw(svg);
        DrawAxis(svg, data.X, scale, top, bottom, (left, right));
        if (data.Reference is { } reference)
        {
            svg.Line($"<path class=\"a\" d=\"M{scale.At(reference)} {top}V{bottom}\"/>");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var y = top + 2 + ((i + 0.5) * RowHeight);
            var style = rows[i].State == PointState.Alerted ? "r" : "l";
            SvgText.Write(svg, style, left - 8, y + 4, TextAnchor.End, names[i]);
            SvgText.Write(svg, style, right + 10, y + 4, TextAnchor.Start, texts[i]);
            DrawRow(svg, rows[i], scale, y);
        }

        return SvgText.Chart(data.Id, data.Title, data.Description, bottom + AxisRoom, svg);
    }

    private static void DrawRow(MarkupWriter svg, ChartRow row, Scale scale, double y)
    {
        svg.Write($"<g class=\"{ChartStyle.Series(row.Style)}\">");
        if (row.Low < row.High)
        {
            svg.Write($"<path class=\"i\" d=\"M{scale.At(row.Low)} {y}H{scale.At(row.High)}\"/>");
        }

        var group = row.State == PointState.Alerted ? "al" : "";
        var style = row.State == PointState.Excluded ? "h" : "p";
        var at = scale.At(row.Value);
        var outline =
            at > scale.To ? Marker.Arrow(Direction.Right, scale.To - Radius, y, Radius)
            : at < scale.From ? Marker.Arrow(Direction.Left, scale.From + Radius, y, Radius)
            : Marker.Path(row.Style, at, y, Radius);
        svg.Line($"<g class=\"{group}\"><path class=\"{style}\" d=\"{outline}\"/></g></g>");
    }

    private static void DrawAxis(
        MarkupWriter svg,
        AxisSpec axis,
        Scale scale,
        double top,
        double bottom,
        (double Left, double Right) plot
    )
    {
        var grid = new MarkupWriter();
        var ticks = Ticks.For(scale, axis.Label, l => TextMeasure.Width(l, Size) + 14);
        foreach (var tick in ticks.Where(t => t.Label is not null))
        {
            var x = scale.At(tick.Value);
            grid.Write($"M{x} {top}V{bottom + 5}");
            SvgText.Write(svg, "t", x, bottom + 18, TextAnchor.Middle, tick.Label!);
        }

        svg.Line($"<path class=\"g\" d=\"{grid.ToMarkup()}\"/>");
        svg.Line($"<path class=\"a\" d=\"M{plot.Left} {bottom}H{plot.Right}\"/>");
        var title = TextMeasure.Width(axis.Title, Frame.TitleSize);
        var middle = Math.Clamp(
            (plot.Left + plot.Right) / 2,
            (title / 2) + 4,
            Frame.Width - (title / 2) - 4
        );
        SvgText.Write(svg, "x", middle, bottom + 38, TextAnchor.Middle, axis.Title);
    }

    private static IEnumerable<LegendEntry> LegendEntries(RowChartData data, List<ChartRow> rows)
    {
        foreach (var (name, style) in data.Styles)
        {
            yield return new(name, ChartStyle.Series(style), style, LegendMark.Marker);
        }

        if (rows.Exists(r => r.Low < r.High))
        {
            yield return new(data.IntervalName, "s0", 0, LegendMark.Band);
        }

        if (rows.Exists(r => r.State == PointState.Alerted))
        {
            yield return new("run with an open alert", "al", 0, LegendMark.Marker);
        }

        if (rows.Exists(r => r.State == PointState.Excluded))
        {
            yield return new("not identified or left out", "bg", 0, LegendMark.Hollow);
        }
    }

    /// <summary>What the axis holds: an alerted row far beyond all others stands at the edge, its value beside it.</summary>
    private static List<double> Values(RowChartData data, List<ChartRow> rows)
    {
        var held = rows.SelectMany(r =>
                r.State == PointState.Alerted ? [r.Low, r.High] : new[] { r.Value, r.Low, r.High }
            )
            .Concat(data.Reference is { } reference ? [reference] : [])
            .Where(double.IsFinite)
            .ToList();
        var alerted = rows.Where(r => r.State == PointState.Alerted).Select(r => r.Value);
        held.AddRange(AxisReach.Near(alerted, held, data.X));
        return held;
    }
}
