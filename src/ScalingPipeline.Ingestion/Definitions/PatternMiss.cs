namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>How near a name comes to a pattern that it does not match.</summary>
/// <param name="Nearness">The share of the pattern's folders and file name that fit, 0..1.</param>
/// <param name="Reason">The first part that does not fit, in words without a full stop.</param>
internal readonly record struct PatternMiss(double Nearness, string Reason)
{
    public static PatternMiss Of(ReadOnlySpan<PatternPiece> pieces, bool anyFolders, string name)
    {
        var wanted = Parts(pieces);
        var given = name.Split('/');
        if (given.Length < wanted.Count || (given.Length > wanted.Count && !anyFolders))
        {
            var few = given.Length < wanted.Count;
            var shared = Math.Min(given.Length, wanted.Count);
            var fitting = Math.Max(
                FittingParts(wanted[..shared], given[..shared]),
                FittingParts(wanted[^shared..], given[^shared..])
            );
            return new PatternMiss(
                fitting / (wanted.Count + 1.0),
                $"its name has {Folders(given.Length - 1)} where {(few && anyFolders ? "at least " : "")}{Folders(wanted.Count - 1)} {(wanted.Count == 2 ? "is" : "are")} described"
            );
        }

        var behind = given[^wanted.Count..];
        for (var part = 0; part < wanted.Count; part++)
        {
            if (!Fits(wanted[part], behind[part]))
            {
                return new PatternMiss(
                    FittingParts(wanted, behind) / (double)wanted.Count,
                    $"'{behind[part]}' is not '{Text(wanted[part])}'"
                );
            }
        }

        return new PatternMiss(1, "its step is too large a number");
    }

    private static int FittingParts(List<PatternPiece[]> wanted, string[] given) =>
        given.Where((part, at) => Fits(wanted[at], part)).Count();

    private static bool Fits(PatternPiece[] pieces, string part) =>
        PatternFit.Of(pieces, part) is not null;

    /// <summary>Only literal text holds slashes.</summary>
    private static List<PatternPiece[]> Parts(ReadOnlySpan<PatternPiece> pieces)
    {
        var parts = new List<PatternPiece[]>();
        var current = new List<PatternPiece>();
        foreach (var piece in pieces)
        {
            var texts = piece.Literal.Split('/');
            for (var at = 0; at < texts.Length; at++)
            {
                if (at > 0)
                {
                    parts.Add([.. current]);
                    current.Clear();
                }

                if (piece.Literal.Length == 0)
                {
                    current.Add(piece);
                }
                else if (texts[at].Length > 0)
                {
                    current.Add(piece with { Literal = texts[at] });
                }
            }
        }

        parts.Add([.. current]);
        return parts;
    }

    private static string Text(IEnumerable<PatternPiece> pieces) =>
        string.Concat(
            pieces.Select(piece =>
                piece.Literal.Length > 0 ? piece.Literal
                : piece.Name.Length > 0 ? $"{{{piece.Name}}}"
                : "*"
            )
        );

    private static string Folders(int count) => count == 1 ? "1 folder" : $"{count} folders";
}
