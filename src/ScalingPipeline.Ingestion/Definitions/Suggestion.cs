namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>Guesses which known word was meant by an unknown one.</summary>
public static class Suggestion
{
    /// <summary>So many names are all told; of more, so many as the next number says.</summary>
    private const int Few = 40;

    private const int Nearest = 3;

    /// <summary><c>; did you mean 'x'?</c> for the nearest word, or the list of words when none is near.</summary>
    public static string For(string word, IReadOnlyCollection<string> known)
    {
        var byDistance = known
            .Select(candidate => (candidate, Distance: Distance(word, candidate)))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .ToArray();
        var nearest = byDistance[0];
        return nearest.Distance <= Math.Max(2, word.Length / 3)
                ? $"; did you mean '{nearest.candidate}'?"
            : known.Count <= Few ? $"; known are {string.Join(", ", known)}"
            : $"; the nearest of {known.Count} are {string.Join(", ", byDistance.Take(Nearest).Select(pair => pair.candidate))}";
    }

    /// <summary>Levenshtein distance, ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var same =
                    char.ToLowerInvariant(left[row - 1])
                    == char.ToLowerInvariant(right[column - 1]);
                current[column] = Math.Min(
                    Math.Min(previous[column], current[column - 1]) + 1,
                    previous[column - 1] + (same ? 0 : 1)
                );
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
