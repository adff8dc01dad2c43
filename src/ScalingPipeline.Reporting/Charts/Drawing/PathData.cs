using System.Globalization;
using System.Text;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>Lines as path data in few characters: every corner relative to the one before, as it was rounded, so that rounding does not add up.</summary>
internal static class PathData
{
    /// <summary>A polyline through the corners; empty when there are none.</summary>
    /// <param name="corners">In chart units.</param>
    /// <param name="digits">Decimals that are kept: 0 or 1.</param>
    public static Markup Polyline(IEnumerable<(double X, double Y)> corners, int digits = 1)
    {
        var path = new StringBuilder();
        var unit = digits == 0 ? 1.0 : 0.1;
        var last = (X: 0L, Y: 0L);
        foreach (var (px, py) in corners)
        {
            var at = (X: (long)Math.Round(px / unit), Y: (long)Math.Round(py / unit));
            if (path.Length == 0)
            {
                path.Append('M');
                Append(path, at.X, unit, separated: false);
                Append(path, at.Y, unit, separated: true);
                path.Append('l');
            }
            else if (at != last)
            {
                Append(path, at.X - last.X, unit, separated: path[^1] != 'l');
                Append(path, at.Y - last.Y, unit, separated: true);
            }

            last = at;
        }

        if (path.Length > 0 && path[^1] == 'l')
        {
            path.Append("0 0");
        }

        return new Markup(path.ToString());
    }

    /// <summary>Round dots, drawn by a line of no length with round ends: a stroke as wide as the dot.</summary>
    public static Markup Dots(IEnumerable<(double X, double Y)> centres)
    {
        var path = new MarkupWriter();
        foreach (var (x, y) in centres)
        {
            path.Write($"M{x} {y}h0");
        }

        return path.ToMarkup();
    }

    private static void Append(StringBuilder path, long units, double unit, bool separated)
    {
        if (separated && units >= 0)
        {
            path.Append(' ');
        }

        path.Append((units * unit).ToString("0.#", CultureInfo.InvariantCulture));
    }
}
