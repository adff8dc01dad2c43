using System.Buffers;

namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>Fits the pieces of a pattern to a name: each placeholder takes as much as leaves a fit for those behind it.</summary>
internal static class PatternFit
{
    private const int OnStack = 1024;

    /// <returns>Where each piece begins, and the name's end; null when the pieces do not fit.</returns>
    public static int[]? Of(ReadOnlySpan<PatternPiece> pieces, ReadOnlySpan<char> name)
    {
        if (pieces[0].Literal.Length > 0 && !name.StartsWith(pieces[0].Literal))
        {
            return null;
        }

        var cells = (pieces.Length + 1) * (name.Length + 1);
        var rented = cells > OnStack ? ArrayPool<bool>.Shared.Rent(cells) : null;
        var fits = rented is null ? stackalloc bool[OnStack] : rented;
        fits = fits[..cells];
        Mark(pieces, name, fits);
        var places = fits[0] ? Places(pieces, name, fits) : null;
        if (rented is not null)
        {
            ArrayPool<bool>.Shared.Return(rented);
        }

        return places;
    }

    /// <summary>Marks, from the last piece to the first, from which places of the name the pieces from there on fit its rest.</summary>
    private static void Mark(
        ReadOnlySpan<PatternPiece> pieces,
        ReadOnlySpan<char> name,
        Span<bool> fits
    )
    {
        var width = name.Length + 1;
        fits.Clear();
        fits[^1] = true;
        for (var piece = pieces.Length - 1; piece >= 0; piece--)
        {
            var here = fits.Slice(piece * width, width);
            var behind = fits.Slice((piece + 1) * width, width);
            var literal = pieces[piece].Literal;
            for (var at = name.Length - 1; at >= 0; at--)
            {
                here[at] =
                    literal.Length > 0
                        ? name[at..].StartsWith(literal) && behind[at + literal.Length]
                        : pieces[piece].Takes(name[at]) && (behind[at + 1] || here[at + 1]);
            }
        }
    }

    private static int[] Places(
        ReadOnlySpan<PatternPiece> pieces,
        ReadOnlySpan<char> name,
        ReadOnlySpan<bool> fits
    )
    {
        var width = name.Length + 1;
        var places = new int[pieces.Length + 1];
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            var end = places[piece] + pieces[piece].Literal.Length;
            if (pieces[piece].Literal.Length == 0)
            {
                var behind = fits[((piece + 1) * width)..];
                for (var at = end; at < name.Length && pieces[piece].Takes(name[at]); at++)
                {
                    end = behind[at + 1] ? at + 1 : end;
                }
            }

            places[piece + 1] = end;
        }

        return places;
    }
}
