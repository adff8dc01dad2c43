using ScalingPipeline.Reporting.Charts.Drawing;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>Draws a chart of y over x as SVG. Its colours come from <see cref="ChartStyle"/>, which the page includes once.</summary>
public static class XyChart
{
    /// <summary>Above this many markers of a series they become one path without names to hover over.</summary>
    internal const int MostNamedPoints = 60;

    public static string Draw(XyChartData data)
    {
        var values = AxisReach.Of(data);
        if (values.X.Count == 0)
        {
            return SvgText.Empty(data.Id, data.Title, data.EmptySentence);
        }

        var legend = new Legend(XyLegend.Entries(data));
        var frame = new Frame(data.X, data.Y, values, legend.Height, XyLabels.RoomBeside(data));
        var svg = new MarkupWriter();
        legend.Draw(svg);
        frame.Draw(svg);
        svg.Line(
            $"<clipPath id=\"{data.Id}-c\"><path d=\"M{frame.Plot.Left} {frame.Plot.Top}H{frame.Plot.Right}V{frame.Plot.Bottom}H{frame.Plot.Left}z\"/></clipPath>"
        );
        svg.Line($"<g clip-path=\"url(#{data.Id}-c)\">");
        new XyLayers(data, frame).Draw(svg);
        svg.Line($"</g>");
        new XyLabels(data, frame).Draw(svg);
        return SvgText.Chart(data.Id, data.Title, data.Description, frame.Height, svg);
    }
}
