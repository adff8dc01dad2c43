using ScalingPipeline.Reporting.Charts.Drawing;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>Draws bars, the height they should have as a line, and where they lie by chance as whiskers.</summary>
public static class Histogram
{
    private const double Size = 12;

    public static string Draw(HistogramData data)
    {
        if (data.Bins.Count == 0)
        {
            return SvgText.Empty(data.Id, data.Title, data.EmptySentence);
        }

        var legend = new Legend([
            new LegendEntry(data.BarName, "s0", 0, LegendMark.Band),
            new LegendEntry(data.ReferenceName, "bg", 0, LegendMark.Dashed),
            new LegendEntry(data.RangeName, "r0", 0, LegendMark.Whisker),
        ]);
        var frame = new Frame(data.X, data.Y, Values(data), legend.Height);
        var svg = new MarkupWriter();
        legend.Draw(svg);
        frame.Draw(svg);
        svg.Line($"<g class=\"s0\">");
        foreach (var bin in data.Bins)
        {
            DrawBar(svg, frame, bin);
        }

        svg.Line($"</g><g class=\"r0\">");
        foreach (var bin in data.Bins.Where(b => b.Low < b.High))
        {
            var x = (frame.X.At(bin.From) + frame.X.At(bin.To)) / 2;
            svg.Line(
                $"<path class=\"w\" d=\"M{x - 4} {frame.Y.At(bin.High)}h8m-4 0V{frame.Y.At(bin.Low)}m-4 0h8\"/>"
            );
        }

        var expected = frame.Y.At(data.Reference);
        svg.Line(
            $"</g><path class=\"d bg\" d=\"M{frame.X.At(data.Bins[0].From)} {expected}H{frame.X.At(data.Bins[^1].To)}\"/>"
        );
        foreach (var bin in data.Bins)
        {
            WriteText(svg, frame, bin);
        }

        return SvgText.Chart(data.Id, data.Title, data.Description, frame.Height, svg);
    }

    private static Range2 Values(HistogramData data) =>
        new(
            [data.Bins[0].From, data.Bins[^1].To],
            [
                0,
                data.Reference * 1.5,
                .. data.Bins.SelectMany(b => new[] { b.Height, b.High }).Where(double.IsFinite),
            ]
        );

    private static void DrawBar(MarkupWriter svg, Frame frame, HistogramBin bin)
    {
        var (left, right) = (frame.X.At(bin.From), frame.X.At(bin.To));
        svg.Line(
            $"<path class=\"v\" d=\"M{left} {frame.Y.At(0)}V{frame.Y.At(bin.Height)}H{right}V{frame.Y.At(0)}z\"/>"
        );
    }

    private static void WriteText(MarkupWriter svg, Frame frame, HistogramBin bin)
    {
        var (left, right) = (frame.X.At(bin.From), frame.X.At(bin.To));
        if (TextMeasure.Width(bin.Text, Size) + 4 < right - left)
        {
            // Inside the foot of its bar, or over it: the whisker stands about the top.
            var y = frame.Y.At(0) - 5;
            SvgText.Write(svg, "l", (left + right) / 2, y, TextAnchor.Middle, bin.Text);
        }
    }
}
