using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ScalingPipeline.Reporting.Text;

/// <summary>Text that came from outside (names, reasons, settings), made fit to be shown: it stays text and stays in its place.</summary>
public static partial class Outside
{
    private const char Replacement = '\ufffd';

    /// <summary>Replaces what XML cannot hold and the marks that turn the direction of the text around them.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (
                char.IsHighSurrogate(c)
                && at + 1 < text.Length
                && char.IsLowSurrogate(text[at + 1])
            )
            {
                clean.Append(c).Append(text[++at]);
            }
            else
            {
                clean.Append(Showable(c) ? c : Replacement);
            }
        }

        return clean.ToString();
    }

    /// <summary>At most <paramref name="length"/> characters, whole ones; the cut is shown by an ellipsis in the middle, because names differ at both ends.</summary>
    public static string Shorten(string? text, int length)
    {
        var clean = Clean(text).ReplaceLineEndings(" ");
        if (clean.Length <= length)
        {
            return clean;
        }

        var tail = (length - 1) / 3;
        return Take(clean, length - 1 - tail) + "…" + TakeLast(clean, tail);
    }

    /// <summary>A sentence from elsewhere, shortened, its thousands grouped as everywhere in a report.</summary>
    public static string Prose(string? text, int length) =>
        Shorten(
            Grouped()
                .Replace(
                    text ?? "",
                    number =>
                        number.Value.Replace(",", Formatting.ThinSpace, StringComparison.Ordinal)
                ),
            length
        );

    /// <summary>Whole numbers with commas between their thousands.</summary>
    [GeneratedRegex(
        @"\b[0-9]{1,3}(,[0-9]{3})+\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    internal static partial Regex Grouped();

    private static string Take(string text, int length)
    {
        var end = 0;
        while (end < text.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > length)
            {
                break;
            }

            end = next;
        }

        return text[..end];
    }

    private static string TakeLast(string text, int length)
    {
        var start = 0;
        while (text.Length - start > length)
        {
            start += StringInfo.GetNextTextElementLength(text, start);
        }

        return text[start..];
    }

    private static bool Showable(char c) =>
        c switch
        {
            '\t' or '\n' or '\r' => true,
            < ' ' or (>= '\u007f' and <= '\u009f') => false,
            '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') => false,
            (>= '\u2028' and <= '\u2029') or (>= '\u2066' and <= '\u2069') => false,
            '\ufffe' or '\uffff' => false,
            _ => !char.IsSurrogate(c),
        };
}
