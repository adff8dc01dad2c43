namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>Finds room for labels beside their points: inside the plot, over no marker and no other label. A label without room is left out.</summary>
public sealed class LabelPlacer(Box plot)
{
    private readonly List<Box> _taken = [];

    /// <summary>Keeps labels away from a part of the chart.</summary>
    public void Take(Box box) => _taken.Add(box);

    /// <summary>The baseline start of the label, or null when there is no room.</summary>
    /// <param name="text">The label.</param>
    /// <param name="size">Its font size.</param>
    /// <param name="widening">1, or <see cref="TextMeasure.Bold"/>.</param>
    /// <param name="x">The point it belongs to.</param>
    /// <param name="y">The point it belongs to.</param>
    /// <param name="distance">From the point to the nearest letter.</param>
    /// <param name="close">Only right beside the point, or not at all.</param>
    public (double X, double Y)? Place(
        string text,
        double size,
        double widening,
        double x,
        double y,
        double distance,
        bool close = false
    )
    {
        var width = widening * TextMeasure.Width(text, size);
        foreach (var (left, baseline) in Candidates(x, y, width, size, distance, close ? 1 : 4))
        {
            var box = TextMeasure.BoxOf(text, size, left, baseline, TextAnchor.Start);
            var padded = new Box(left - 2, box.Top, left + width + 2, box.Bottom);
            if (plot.Holds(padded) && !_taken.Exists(padded.Overlaps))
            {
                _taken.Add(padded);
                return (left, baseline);
            }
        }

        return null;
    }

    private static IEnumerable<(double Left, double Baseline)> Candidates(
        double x,
        double y,
        double width,
        double size,
        double distance,
        int rings
    )
    {
        var middle = y + (0.28 * size);
        var over = y - distance - (0.25 * size);
        var under = y + distance + (0.8 * size);
        for (var shift = 0; shift < rings; shift++)
        {
            var away = shift * size * 0.8;
            yield return (x + distance + away, middle - away);
            yield return (x - distance - width - away, middle - away);
            yield return (x - (width / 2), over - away);
            yield return (x - (width / 2), under + away);
            yield return (x + distance, over - away);
            yield return (x - distance - width, over - away);
            yield return (x + distance, under + away);
            yield return (x - distance - width, under + away);
        }
    }
}
