using System.Globalization;

namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>How much room a text takes. The reader's font is not known: the widths are those of a wide system font, so that what fits here fits there.</summary>
public static class TextMeasure
{
    /// <summary>Bold letters are this much wider.</summary>
    public const double Bold = 1.2;

    /// <summary>Width in chart units at a font size.</summary>
    public static double Width(string text, double size)
    {
        var ems = 0.0;
        for (var at = 0; at < text.Length; at += char.IsSurrogatePair(text, at) ? 2 : 1)
        {
            ems += char.IsSurrogate(text[at]) ? 1.2 : Ems(text[at]);
        }

        return ems * size;
    }

    /// <summary>The room of a text whose baseline starts (or is centred, or ends) at a point.</summary>
    public static Box BoxOf(string text, double size, double x, double y, TextAnchor anchor)
    {
        var width = Width(text, size);
        var left = anchor switch
        {
            TextAnchor.Start => x,
            TextAnchor.Middle => x - (width / 2),
            _ => x - width,
        };
        return new Box(left, y - (0.8 * size), left + width, y + (0.25 * size));
    }

    /// <summary>The longest shortening of a text that fits into a width.</summary>
    public static string Fit(string text, double size, double width)
    {
        var length = text.Length;
        var shown = Text.Outside.Shorten(text, Math.Max(length, 1));
        while (length > 4 && Width(shown, size) > width)
        {
            length = Math.Min(length - 1, (int)(length * width / Width(shown, size)));
            shown = Text.Outside.Shorten(text, Math.Max(4, length));
        }

        return shown;
    }

    private static double Ems(char c) =>
        c switch
        {
            'i' or 'j' or 'l' or '.' or ',' or '\'' or ':' or ';' or '|' or '!' or '·' => 0.3,
            ' ' or 'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' or '\u202f' => 0.38,
            'm' or 'w' or 'W' or 'M' or '%' or '@' or '—' => 0.96,
            >= '0' and <= '9' => 0.64,
            >= 'A' and <= 'Z' => 0.72,
            '⁰' or '¹' or '²' or '³' or (>= '⁴' and <= '⁻') => 0.42,
            <= '\u024f' => 0.62,
            >= '\u2e80' => 1.05,
            _ => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark ? 0 : 0.75,
        };
}

/// <summary>Which part of a text stands at its point.</summary>
public enum TextAnchor
{
    Start,
    Middle,
    End,
}
