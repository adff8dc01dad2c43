using System.Globalization;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Tables;

/// <summary>Which rows of a table are used: a column, a comparison and a value, such as <c>domain=language</c> or <c>params&lt;5e8</c>.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Comparison">One of =, !=, &lt;, &lt;=, &gt;, &gt;=.</param>
/// <param name="Value">Compared as a number where both sides are numbers, else as text.</param>
public sealed record RowCondition(string Column, string Comparison, string Value)
{
    private static readonly string[] _comparisons = ["!=", "<=", ">=", "=", "<", ">"];

    /// <exception cref="UserErrorException">The text is no comparison.</exception>
    public static RowCondition Parse(string text)
    {
        var at = text.AsSpan().IndexOfAny("!<>=");
        var comparison =
            at > 0
                ? _comparisons.FirstOrDefault(c =>
                    text.AsSpan(at).StartsWith(c, StringComparison.Ordinal)
                )
                : null;
        return comparison is null
            ? throw new UserErrorException(
                $"--where '{text}' is not understood: give COLUMN=VALUE, or another of != < <= > >= in place of =."
            )
            : new RowCondition(
                text[..at].Trim(),
                comparison,
                text[(at + comparison.Length)..].Trim()
            );
    }

    /// <summary>Whether a cell of the column passes.</summary>
    public bool Accepts(string? cell)
    {
        var text = cell ?? "";
        var order =
            Number(text) is { } left && Number(Value) is { } right
                ? left.CompareTo(right)
                : string.CompareOrdinal(text, Value);
        return Comparison switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
