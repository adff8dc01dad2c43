using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>Marker shapes: colour is never the only difference between two families.</summary>
internal static class Marker
{
    private const int Shapes = 4;

    /// <summary>Whether the shape of a style is a circle.</summary>
    public static bool IsRound(int style) => style % Shapes == 0;

    /// <summary>The outline of a marker as path data.</summary>
    public static Markup Path(int style, double x, double y, double r) =>
        new MarkupWriter().Append(style % Shapes, x, y, r).ToMarkup();

    /// <summary>An arrowhead: the point lies further on in that direction.</summary>
    public static Markup Arrow(Direction direction, double x, double y, double r)
    {
        var (dx, dy) = direction switch
        {
            Direction.Up => (0, -1),
            Direction.Down => (0, 1),
            Direction.Left => (-1, 0),
            _ => (1, 0),
        };
        var (along, across) = (1.3 * r, 1.1 * r);
        return new MarkupWriter()
            .Write(
                $"M{x + (dx * along)} {y + (dy * along)}L{x - (dx * r) - (dy * across)} {y - (dy * r) + (dx * across)}L{x - (dx * r) + (dy * across)} {y - (dy * r) - (dx * across)}z"
            )
            .ToMarkup();
    }

    private static MarkupWriter Append(
        this MarkupWriter path,
        int shape,
        double x,
        double y,
        double r
    ) =>
        shape switch
        {
            0 => path.Write($"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"),
            1 => path.Write($"M{x - (0.9 * r)} {y - (0.9 * r)}h{1.8 * r}v{1.8 * r}h{-1.8 * r}z"),
            2 => path.Write(
                $"M{x} {y - (1.3 * r)}l{1.3 * r} {1.3 * r}l{-1.3 * r} {1.3 * r}l{-1.3 * r} {-1.3 * r}z"
            ),
            _ => path.Write($"M{x} {y - (1.2 * r)}l{1.2 * r} {2.1 * r}h{-2.4 * r}z"),
        };
}
