namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>Finds room for labels beside their points: inside the plot, over no marker and no other label. A label without room is left out.</summary>
public sealed class LabelPlacer(Box plot)
{
    private const int Rings = 4;

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
    /// <param name="rings">How far away it may move: one is right beside the point.</param>
    public (double X, double Y)? Place(
        string text,
        double size,
        double widening,
        double x,
        double y,
        double distance,
        int rings = Rings
    )
    {
        var width = widening * TextMeasure.Width(text, size);
        return FirstFree(text, size, width, Candidates(x, y, width, size, distance, rings));
    }

    /// <summary>The same to the right of the point alone, a little higher or lower if need be: for labels at the ends of curves.</summary>
    /// <inheritdoc cref="Place" path="/param"/>
    public (double X, double Y)? PlaceBeside(
        string text,
        double size,
        double x,
        double y,
        double distance
    )
    {
        int[] shifts = [0, -1, 1, -2, 2, -3, 3, -4, 4];
        var middle = y + (0.28 * size);
        return FirstFree(
            text,
            size,
            TextMeasure.Width(text, size),
            shifts.Select(shift => (x + distance, middle + (shift * size / 3)))
        );
    }

    private (double X, double Y)? FirstFree(
        string text,
        double size,
        double width,
        IEnumerable<(double Left, double Baseline)> candidates
    )
    {
        foreach (var (left, baseline) in candidates)
        {
            var box = TextMeasure.BoxOf(text, size, left, baseline, TextAnchor.Start);
            var padded = new Box(left - 2, box.Top - 0.5, left + width + 2, box.Bottom + 0.5);
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
