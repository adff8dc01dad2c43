using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>What a legend entry shows before its text.</summary>
internal enum LegendMark
{
    Marker,
    Line,
    MarkerAndLine,
    Band,
    Hollow,
    Dashed,
    Whisker,
}

/// <summary>One entry; <paramref name="Style"/> is the colour class.</summary>
internal sealed record LegendEntry(string Text, string Style, int Shape, LegendMark Mark);

/// <summary>Legend rows above the plot; entries flow into as many rows as they need.</summary>
internal sealed class Legend
{
    private const double RowHeight = 19;
    private const double MarkRoom = 28;
    private const double Gap = 18;
    private const double TextSize = 12;
    private const double WidestText = Frame.Width - 60;

    private readonly List<(LegendEntry Entry, string Text, double X, double Y)> _placed = [];

    public Legend(IEnumerable<LegendEntry> entries)
    {
        var (x, row) = (8.0, 0);
        foreach (var entry in entries)
        {
            var text = TextMeasure.Fit(entry.Text, TextSize, WidestText);
            var width = MarkRoom + TextMeasure.Width(text, TextSize);
            if (x > 8 && x + width > Frame.Width - 8)
            {
                (x, row) = (8, row + 1);
            }

            _placed.Add((entry, text, x, 14 + (row * RowHeight)));
            x += width + Gap;
        }

        Height = _placed.Count == 0 ? 0 : (row * RowHeight) + 26;
    }

    public double Height { get; }

    public void Draw(MarkupWriter svg)
    {
        foreach (var (entry, text, x, y) in _placed)
        {
            svg.Write($"<g class=\"{entry.Style}\">");
            DrawMark(svg, entry, x, y);
            svg.Line($"</g>");
            SvgText.Write(svg, "l", x + MarkRoom, y + 4, TextAnchor.Start, text);
        }
    }

    private static void DrawMark(MarkupWriter svg, LegendEntry entry, double x, double y)
    {
        if (entry.Mark is LegendMark.Band)
        {
            svg.Write($"<path class=\"b\" d=\"M{x} {y - 6}h22v12h-22z\"/>");
        }

        if (entry.Mark is LegendMark.Line or LegendMark.MarkerAndLine or LegendMark.Dashed)
        {
            var style = entry.Mark is LegendMark.Dashed ? "d" : "c";
            svg.Write($"<path class=\"{style}\" d=\"M{x} {y}h22\"/>");
        }

        if (entry.Mark is LegendMark.Whisker)
        {
            svg.Write($"<path class=\"w\" d=\"M{x + 7} {y - 6}h8m-4 0v12m-4 0h8\"/>");
        }

        if (entry.Mark is LegendMark.Marker or LegendMark.MarkerAndLine or LegendMark.Hollow)
        {
            var style = entry.Mark is LegendMark.Hollow ? "h" : "p";
            var outline = Marker.Path(entry.Shape, x + 11, y, 4.5);
            svg.Write($"<path class=\"{style}\" d=\"{outline}\"/>");
        }
    }
}
