using ScalingPipeline.Reporting.Charts.Drawing;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>Draws bars, the height they should have as a line, and where they lie by chance as a band behind it.</summary>
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
            new LegendEntry(data.RangeName, "bg", 0, LegendMark.Band),
        ]);
        var frame = new Frame(data.X, data.Y, Values(data), legend.Height);
        var svg = new MarkupWriter();
        legend.Draw(svg);
        frame.Draw(svg);
        svg.Line($"<g class=\"bg\">");
        foreach (var bin in data.Bins.Where(b => b.Low < b.High))
        {
            Draw(svg, frame, bin, "b", bin.Low, bin.High);
        }

        svg.Line($"</g><g class=\"s0\">");
        foreach (var bin in data.Bins)
        {
            Draw(svg, frame, bin, "v", 0, bin.Height);
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

    private static void Draw(
        MarkupWriter svg,
        Frame frame,
        HistogramBin bin,
        string style,
        double low,
        double high
    )
    {
        var (left, right) = (frame.X.At(bin.From), frame.X.At(bin.To));
        svg.Line(
            $"<path class=\"{style}\" d=\"M{left} {frame.Y.At(low)}V{frame.Y.At(high)}H{right}V{frame.Y.At(low)}z\"/>"
        );
    }

    private static void WriteText(MarkupWriter svg, Frame frame, HistogramBin bin)
    {
        var (left, right) = (frame.X.At(bin.From), frame.X.At(bin.To));
        if (TextMeasure.Width(bin.Text, Size) + 4 < right - left)
        {
            var y = frame.Y.At(bin.Height) - 5;
            SvgText.Write(svg, "l", (left + right) / 2, y, TextAnchor.Middle, bin.Text);
        }
    }
}
