namespace ScalingPipeline.Reporting.Text;

/// <summary>What all names of a chart begin with: it tells none apart and takes the room of what does.</summary>
public static class CommonPrefix
{
    private const int Least = 4;

    /// <summary>Up to the last hyphen, underscore, dot or slash that all have in common; empty when it is not worth cutting.</summary>
    public static string Of(IReadOnlyList<string> names)
    {
        if (names.Count < 2)
        {
            return "";
        }

        var length = names.Min(n => n.Length);
        while (
            length > 0
            && !names.All(n => n.AsSpan(0, length).SequenceEqual(names[0].AsSpan(0, length)))
        )
        {
            length--;
        }

        var end = names[0].AsSpan(0, length).LastIndexOfAny("-_./") + 1;
        return end < Least || names.Any(n => n.Length == end) ? "" : names[0][..end];
    }

    /// <summary>The rest of a name, behind an ellipsis.</summary>
    public static string Without(string prefix, string name) =>
        prefix.Length == 0 ? name : "…" + name[prefix.Length..];
}
