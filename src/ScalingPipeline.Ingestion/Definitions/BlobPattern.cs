using System.Globalization;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>
/// A pattern of whole blob names, case-sensitive: literal text; <c>{run}</c>, <c>{step}</c> (digits) and <c>{part}</c>, which take
/// one or more characters but never <c>/</c>; <c>*</c>, the same without a name; and, only at the front, <c>**/</c> for any leading
/// folders or none.
/// </summary>
public sealed class BlobPattern
{
    private const string AnyFolders = "**/";

    private readonly PatternPiece[] _pieces;
    private readonly bool _anyFolders;
    private readonly int _slashes;

    private BlobPattern(string text, PatternPiece[] pieces, bool anyFolders)
    {
        (Text, _pieces, _anyFolders) = (text, pieces, anyFolders);
        _slashes = pieces.Sum(piece => piece.Literal.Count('/'));
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
        var pieces = new List<PatternPiece>();
        for (var at = 0; at < body.Length; )
        {
            var (piece, length) = body[at] switch
            {
                '{' => Capture(text, body, at),
                '}' => throw new FormatException(
                    $"the pattern '{text}' closes a brace it never opened"
                ),
                '*' => Wildcard(text, body, at),
                _ => Literal(body, at),
            };
            if (piece.Name.Length > 0 && pieces.Exists(p => p.IsNamed(piece.Name)))
            {
                throw new FormatException($"the pattern '{text}' has {{{piece.Name}}} twice");
            }

            pieces.Add(piece);
            at += length;
        }

        if (!pieces.Exists(piece => piece.IsNamed("run")))
        {
            throw new FormatException(
                $"the pattern '{text}' does not say where the run's name is: write {{run}}"
            );
        }

        return new BlobPattern(text, [.. pieces], anyFolders);
    }

    /// <summary>What the pattern captures of a blob name, or null when it does not match. Time grows linearly with the name, whatever the pattern.</summary>
    public PatternCaptures? Match(string name)
    {
        // Nothing but literal text takes a slash, so that counting them from the end finds where the leading folders end.
        var start = name.Length;
        for (var slash = 0; slash <= _slashes; slash++)
        {
            if (start < 0)
            {
                return null;
            }

            start = name.AsSpan(0, start).LastIndexOf('/');
        }

        var body = name.AsSpan(start + 1);
        if ((start >= 0 && !_anyFolders) || PatternFit.Of(_pieces, body) is not { } fit)
        {
            return null;
        }

        var step = Array.FindIndex(_pieces, piece => piece.IsNamed("step"));
        long? number = null;
        if (step >= 0)
        {
            if (
                !long.TryParse(
                    body[fit[step]..fit[step + 1]],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var parsed
                )
            )
            {
                return null;
            }

            number = parsed;
        }

        var run = Array.FindIndex(_pieces, piece => piece.IsNamed("run"));
        return new PatternCaptures(
            name[..(start + 1)],
            body[fit[run]..fit[run + 1]].ToString(),
            number
        );
    }

    /// <summary>A name that the pattern takes.</summary>
    public string Example =>
        string.Concat(
            _pieces.Select(piece =>
                piece.Literal.Length > 0 ? piece.Literal
                : piece.IsNamed("step") ? "1"
                : piece.Name.Length > 0 ? piece.Name
                : "any"
            )
        );

    /// <summary>How near a name comes to the pattern, folder by folder.</summary>
    internal PatternMiss Miss(string name) => PatternMiss.Of(_pieces, _anyFolders, name);

    /// <summary>True when the pattern captures this name (<c>run</c>, <c>step</c>, <c>part</c>).</summary>
    public bool Captures(string name) => Text.Contains($"{{{name}}}", StringComparison.Ordinal);

    public override string ToString() => Text;

    private static (PatternPiece Piece, int Length) Capture(string text, string body, int at)
    {
        var end = body.IndexOf('}', at);
        if (end < 0)
        {
            throw new FormatException($"the pattern '{text}' opens a brace it never closes");
        }

        var name = body[(at + 1)..end];
        return name is "run" or "step" or "part"
            ? (new PatternPiece("", name), end + 1 - at)
            : throw new FormatException(
                $"the pattern '{text}' has the unknown placeholder {{{name}}}{Suggestion.For(name, ["run", "step", "part"])}"
            );
    }

    private static (PatternPiece Piece, int Length) Wildcard(string text, string body, int at) =>
        at + 1 < body.Length && body[at + 1] == '*'
            ? throw new FormatException(
                $"the pattern '{text}' has '**' where only its front may have '**/'"
            )
            : (new PatternPiece("", ""), 1);

    private static (PatternPiece Piece, int Length) Literal(string body, int at)
    {
        var end = body.AsSpan(at).IndexOfAny('{', '}', '*');
        var literal = end < 0 ? body[at..] : body.Substring(at, end);
        return (new PatternPiece(literal, ""), literal.Length);
    }
}

/// <summary>What a name says.</summary>
/// <param name="Root">The leading folders that <c>**/</c> took, with their last <c>/</c>; else empty.</param>
/// <param name="Run">The run's name.</param>
/// <param name="Step">The step, where the pattern captures one.</param>
public sealed record PatternCaptures(string Root, string Run, long? Step);
