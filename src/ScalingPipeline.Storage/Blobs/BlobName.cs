using System.Text;

namespace ScalingPipeline.Storage.Blobs;

/// <summary>The rule for the names that a sink writes: relative, and inside the store whatever they hold.</summary>
internal static class BlobName
{
    /// <summary>The longest name Azure takes, in characters.</summary>
    public const int LongestName = 1024;

    /// <summary>The longest file name of the usual file systems, in bytes of UTF-8.</summary>
    public const int LongestPart = 255;

    /// <summary>The parts of a name.</summary>
    /// <exception cref="ArgumentException">The name could leave the store, or not every store can hold it.</exception>
    public static IReadOnlyList<string> Parts(string name)
    {
        if (name.Length > LongestName)
        {
            throw new ArgumentException(
                $"A blob name of {name.Length} characters was refused: at most {LongestName} are possible."
            );
        }

        var parts = name.Split('/');
        foreach (var part in parts)
        {
            if (Fault(part) is { } fault)
            {
                throw new ArgumentException(
                    $"The blob name '{Printable(name)}' was refused: {fault}."
                );
            }
        }

        return parts;
    }

    private static string? Fault(string part)
    {
        if (part is "" or "." or "..")
        {
            return "a part is empty, '.' or '..'";
        }

        if (part.Any(c => char.IsControl(c) || c is '\\' or ':'))
        {
            return "a part holds a control character, a backslash or a colon";
        }

        return Encoding.UTF8.GetByteCount(part) > LongestPart
            ? $"a part is longer than {LongestPart} bytes"
            : null;
    }

    private static string Printable(string name) =>
        string.Concat(name.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
