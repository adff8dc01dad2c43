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
        var values = Values(data);
        if (values.X.Count == 0)
        {
            return SvgText.Empty(data.Id, data.Title, data.EmptySentence);
        }

        var legend = new Legend(XyLegend.Entries(data));
        var frame = new Frame(data.X, data.Y, values, legend.Height);
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

    /// <summary>Everything that must lie inside the axes: markers, their intervals, background curves; a law's curve only as far as it is drawn.</summary>
    private static Range2 Values(XyChartData data)
    {
        var x = new List<double>();
        var y = new List<double>();
        void Add(double px, double py)
        {
            if (
                double.IsFinite(px)
                && double.IsFinite(py)
                && (px > 0 || !data.X.Logarithmic)
                && (py > 0 || !data.Y.Logarithmic)
            )
            {
                x.Add(px);
                y.Add(py);
            }
        }

        foreach (var point in data.Series.SelectMany(s => s.Points))
        {
            Add(point.X, point.Y);
            Add(point.X, point.Low);
            Add(point.X, point.High);
        }

        foreach (var corner in data.Series.SelectMany(s => s.Curve))
        {
            Add(corner.X, corner.Y);
        }

        foreach (var corner in data.Background.SelectMany(b => b.Points))
        {
            Add(corner.X, corner.Y);
        }

        if (!data.Diagonal)
        {
            return new Range2(x, y);
        }

        double[] both = [.. x, .. y];
        return new Range2(both, both);
    }
}
