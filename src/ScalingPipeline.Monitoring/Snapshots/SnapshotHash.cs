using System.Security.Cryptography;
using System.Text;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Snapshots;

/// <summary>One number for everything that was counted and said, whatever the blobs were called and whenever they came.</summary>
internal static class SnapshotHash
{
    /// <summary>SHA-256 (lower-case hex) over the sorted lines (run, group, content hash), the facts of the domain, and the marks of its runs.</summary>
    public static string Of(
        string domain,
        DomainFacts facts,
        IReadOnlyCollection<StoredContribution> contributions,
        IEnumerable<RunMark> marks
    ) =>
        Hash([
            $"{domain}\t{facts.EvaluationSet}\t{facts.ReferenceContext}",
            .. facts.FirstTokenEntropy is { } entropy
                ? [$"first token\t{entropy:R}"]
                : (string[])[],
            .. Lines(contributions),
            .. marks.Select(Line).Order(StringComparer.Ordinal),
        ]);

    /// <summary>The same over the contributions and the mark of each run alone.</summary>
    public static Dictionary<string, string> ByRun(
        IReadOnlyCollection<StoredContribution> contributions,
        IReadOnlyCollection<RunMark> marks
    ) =>
        contributions
            .GroupBy(c => c.Contribution.Run, StringComparer.Ordinal)
            .ToDictionary(
                run => run.Key,
                run =>
                    Hash([
                        .. Lines(run),
                        .. marks
                            .Where(m => string.Equals(m.Run, run.Key, StringComparison.Ordinal))
                            .Select(Line),
                    ]),
                StringComparer.Ordinal
            );

    private static string Line(RunMark mark) =>
        $"{mark.Run}\tmark\t{mark.Verdict}\t{mark.Author}\t{mark.Comment}";

    private static IEnumerable<string> Lines(IEnumerable<StoredContribution> contributions) =>
        contributions
            .Select(c => $"{c.Contribution.Run}\t{c.Contribution.Group}\t{c.ContentHash}")
            .Order(StringComparer.Ordinal);

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
