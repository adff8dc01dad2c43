using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>
/// A pattern of whole blob names, case-sensitive: literal text; <c>{run}</c>, <c>{step}</c> (digits) and <c>{part}</c>, which take
/// one or more characters but never <c>/</c>; <c>*</c>, the same without a name; and, only at the front, <c>**/</c> for any leading
/// folders or none.
/// </summary>
public sealed class BlobPattern
{
    private const string AnyFolders = "**/";

    // Linear in the length of the name, whatever the pattern.
    private const RegexOptions Options =
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private readonly Regex _names;

    private BlobPattern(string text, Regex names)
    {
        Text = text;
        _names = names;
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <exception cref="FormatException">One sentence: what is wrong with the pattern.</exception>
    public static BlobPattern Parse(string text)
    {
        if (text.Length == 0 || text.StartsWith('/') || text.Contains("//") || text.Contains('\\'))
        {
            throw new FormatException(
                $"the pattern '{text}' is not a relative name with single '/' between its parts"
            );
        }

        var anyFolders = text.StartsWith(AnyFolders, StringComparison.Ordinal);
        var body = anyFolders ? text[AnyFolders.Length..] : text;
        var expression = new StringBuilder(@"\A");
        expression.Append(anyFolders ? "(?<root>(.*/)?)" : "(?<root>)");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < body.Length; at++)
        {
            at = body[at] switch
            {
                '{' => Capture(text, body, at, expression, seen),
                '}' => throw new FormatException(
                    $"the pattern '{text}' closes a brace it never opened"
                ),
                '*' => Wildcard(text, body, at, expression),
                _ => Literal(body, at, expression),
            };
        }

        if (!seen.Contains("run"))
        {
            throw new FormatException(
                $"the pattern '{text}' does not say where the run's name is: write {{run}}"
            );
        }

        expression.Append(@"\z");
        return new BlobPattern(
            text,
            new Regex(expression.ToString(), Options, TimeSpan.FromSeconds(1))
        );
    }

    /// <summary>What the pattern captures of a blob name, or null when it does not match.</summary>
    public PatternCaptures? Match(string name)
    {
        var match = _names.Match(name);
        if (!match.Success)
        {
            return null;
        }

        var step = match.Groups["step"];
        if (!step.Success)
        {
            return new PatternCaptures(match.Groups["root"].Value, match.Groups["run"].Value, null);
        }

        return long.TryParse(
            step.ValueSpan,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? new PatternCaptures(match.Groups["root"].Value, match.Groups["run"].Value, number)
            : null;
    }

    /// <summary>True when the pattern captures this name (<c>run</c>, <c>step</c>, <c>part</c>).</summary>
    public bool Captures(string name) => Text.Contains($"{{{name}}}", StringComparison.Ordinal);

    public override string ToString() => Text;

    private static int Capture(
        string text,
        string body,
        int at,
        StringBuilder expression,
        HashSet<string> seen
    )
    {
        var end = body.IndexOf('}', at);
        if (end < 0)
        {
            throw new FormatException($"the pattern '{text}' opens a brace it never closes");
        }

        var name = body[(at + 1)..end];
        var characters = name switch
        {
            "step" => "[0-9]+",
            "run" or "part" => "[^/]+",
            _ => throw new FormatException(
                $"the pattern '{text}' has the unknown placeholder {{{name}}}{Suggestion.For(name, ["run", "step", "part"])}"
            ),
        };
        if (!seen.Add(name))
        {
            throw new FormatException($"the pattern '{text}' has {{{name}}} twice");
        }

        expression.Append("(?<").Append(name).Append('>').Append(characters).Append(')');
        return end;
    }

    private static int Wildcard(string text, string body, int at, StringBuilder expression)
    {
        if (at + 1 < body.Length && body[at + 1] == '*')
        {
            throw new FormatException(
                $"the pattern '{text}' has '**' where only its front may have '**/'"
            );
        }

        expression.Append("[^/]+");
        return at;
    }

    private static int Literal(string body, int at, StringBuilder expression)
    {
        var end = body.AsSpan(at).IndexOfAny('{', '}', '*');
        var literal = end < 0 ? body[at..] : body.Substring(at, end);
        expression.Append(Regex.Escape(literal));
        return at + literal.Length - 1;
    }
}

/// <summary>What a name says.</summary>
/// <param name="Root">The leading folders that <c>**/</c> took, with their last <c>/</c>; else empty.</param>
/// <param name="Run">The run's name.</param>
/// <param name="Step">The step, where the pattern captures one.</param>
public sealed record PatternCaptures(string Root, string Run, long? Step);
