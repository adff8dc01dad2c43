using System.Security.Cryptography;
using System.Text;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring.Snapshots;

/// <summary>One number for everything that was counted, whatever the blobs were called and whenever they came.</summary>
internal static class SnapshotHash
{
    /// <summary>SHA-256 (lower-case hex) over the sorted lines (run, group, content hash) and the facts of the domain.</summary>
    public static string Of(
        string domain,
        DomainFacts facts,
        IReadOnlyCollection<StoredContribution> contributions
    ) =>
        Hash(
            Lines(contributions)
                .Prepend($"{domain}\t{facts.EvaluationSet}\t{facts.ReferenceContext}")
        );

    /// <summary>The same over the contributions of each run alone.</summary>
    public static Dictionary<string, string> ByRun(
        IReadOnlyCollection<StoredContribution> contributions
    ) =>
        contributions
            .GroupBy(c => c.Contribution.Run, StringComparer.Ordinal)
            .ToDictionary(run => run.Key, run => Hash(Lines(run)), StringComparer.Ordinal);

    private static IEnumerable<string> Lines(IEnumerable<StoredContribution> contributions) =>
        contributions
            .Select(c => $"{c.Contribution.Run}\t{c.Contribution.Group}\t{c.ContentHash}")
            .Order(StringComparer.Ordinal);

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
