using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>The ledger in words.</summary>
public static class LedgerWords
{
    /// <summary><c>seen = committed + in progress + superseded + quarantined + foreign (+ discovered)</c>, with the numbers under the names.</summary>
    public static string Sum(LedgerCounts counts)
    {
        var terms = new List<string>
        {
            $"{Formatting.Count(counts.Committed)} committed",
            $"{Formatting.Count(counts.InProgress)} in progress",
            $"{Formatting.Count(counts.Superseded)} superseded",
            $"{Formatting.Count(counts.Quarantined)} quarantined",
            $"{Formatting.Count(counts.Foreign)} foreign",
        };
        if (counts.Discovered > 0)
        {
            terms.Add($"{Formatting.Count(counts.Discovered)} discovered");
        }

        return $"{Formatting.Count(counts.Seen)} seen = {string.Join(" + ", terms)}";
    }

    public static string State(BlobState state) =>
        state switch
        {
            BlobState.InProgress => "in progress",
            _ => state.ToString().ToLowerInvariant(),
        };

    /// <summary>What is set aside, quarantine first, then by container and name.</summary>
    public static IReadOnlyList<LedgerEntry> SetAside(ReportInput input) =>
        [
            .. input
                .SetAside.Where(e => e.State != BlobState.Committed)
                .OrderBy(e => e.State == BlobState.Quarantined ? 0 : 1)
                .ThenBy(e => e.State)
                .ThenBy(e => e.Blob.Container, StringComparer.Ordinal)
                .ThenBy(e => e.Blob.Name, StringComparer.Ordinal)
                .ThenBy(e => e.Blob.ETag, StringComparer.Ordinal),
        ];
}
