using System.Text.RegularExpressions;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.Documentation;

/// <summary>What a test does with a line that a page shows as typed or printed.</summary>
internal enum Treatment
{
    /// <summary>Runs it as it stands there, after those before it.</summary>
    Run,

    /// <summary>Starts it, waits until it serves its page and ends it with SIGTERM.</summary>
    Stop,

    /// <summary>Nothing here: the rule says where it is run instead, or why it cannot be.</summary>
    Elsewhere,

    /// <summary>Nothing: it is no command.</summary>
    Listing,
}

/// <summary>Lines of one kind.</summary>
/// <param name="Pattern">A regular expression for the line, without its indentation of four.</param>
/// <param name="Why">What the lines are, or why they are treated so.</param>
internal sealed record LineRule(string Pattern, Treatment Treatment, string Why)
{
    public bool Takes(string line) =>
        Regex.IsMatch(line, Pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
}

/// <summary>An indented line of a page, and the rule for it.</summary>
internal sealed record DocumentedLine(string Text, LineRule Rule)
{
    private const string Indentation = "    ";

    /// <summary>Every indented line, in order; fails the test for one that no rule takes or several do, and for a rule that takes none.</summary>
    public static IReadOnlyList<DocumentedLine> Of(string page, IReadOnlyList<LineRule> rules)
    {
        var lines = File.ReadAllLines(Path.Combine(SharedData.RepositoryRoot, page))
            .Where(line => line.StartsWith(Indentation, StringComparison.Ordinal))
            .Select(line => line[Indentation.Length..])
            .ToArray();
        Assert.All(
            rules,
            rule => Assert.True(Array.Exists(lines, rule.Takes), $"{page} has no '{rule.Pattern}'.")
        );
        return
        [
            .. lines.Select(line =>
            {
                var taking = rules.Where(rule => rule.Takes(line)).ToArray();
                Assert.True(
                    taking.Length == 1,
                    $"{page}: {taking.Length} rules say how '{line}' is tested."
                );
                return new DocumentedLine(line, taking[0]);
            }),
        ];
    }
}
