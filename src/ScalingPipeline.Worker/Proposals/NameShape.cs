using System.Text.RegularExpressions;

namespace ScalingPipeline.Worker.Proposals;

/// <summary>A blob name with the parts that differ from file to file replaced by placeholders, seen from where the run's name stands.</summary>
internal static partial class NameShape
{
    /// <summary>Folders inside that of a run.</summary>
    private static readonly string[] _kinds =
    [
        "train",
        "training",
        "eval",
        "evals",
        "evaluation",
        "evaluations",
        "val",
        "valid",
        "validation",
        "test",
        "logs",
        "metrics",
        "checkpoints",
    ];

    /// <summary>
    /// How many folders stand before the one that is called like the run: the level with most different names, steps and such as <c>train</c> left out; of equals that where declarations lie, then the lower.
    /// </summary>
    /// <returns>Null when a file lies in no folder.</returns>
    public static int? RunLevel(IReadOnlyCollection<string> names)
    {
        var folders = names.Select(name => name.Split('/')[..^1]).ToArray();
        var levels = folders.Select(f => f.Length).DefaultIfEmpty().Min();
        return levels == 0
            ? null
            : Enumerable
                .Range(0, levels)
                .OrderByDescending(level => Different(folders.Select(f => f[level])))
                .ThenByDescending(level =>
                    names.Count(name =>
                        name.EndsWith(".json", StringComparison.Ordinal)
                        && name.Count('/') == level + 1
                    )
                )
                .ThenByDescending(level => level)
                .First();
    }

    private static int Different(IEnumerable<string> folders) =>
        folders
            .Where(folder =>
                !Step().IsMatch(folder)
                && !_kinds.Contains(folder, StringComparer.OrdinalIgnoreCase)
            )
            .Distinct(StringComparer.Ordinal)
            .Count();

    /// <summary>The pattern of one name, from the folder before the run's on.</summary>
    public static string Pattern(string name, int runLevel) =>
        Root(name, runLevel) + string.Join('/', name.Split('/')[(runLevel + 1)..].Select(Part));

    /// <summary>The pattern of the run's own folder, with its last slash.</summary>
    public static string Root(string name, int runLevel) =>
        runLevel > 0 ? $"**/{name.Split('/')[runLevel - 1]}/{{run}}/" : "{run}/";

    private static string Part(string part) =>
        Step().IsMatch(part) ? Step().Replace(part, "${word}{step}", 1)
        : Digits().IsMatch(part) ? Digits().Replace(part, "{part}", 1)
        : part;

    [GeneratedRegex(
        "(?<word>(step|iter|iteration|ckpt|checkpoint)s?[-_=.]?)(?<number>[0-9]+)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Step();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
