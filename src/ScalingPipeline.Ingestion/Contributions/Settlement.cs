using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>Whether one contribution counts, and the state and reason its ledger entry gets.</summary>
public sealed record SettledContribution(
    ContributionHeader Header,
    bool Counts,
    BlobState State,
    string? Reason
);

/// <summary>
/// Decides which contributions of one group count. A pure function of the set, so that the order in which parts arrive changes
/// nothing: parts are judged in the order of their names.
/// </summary>
public static class Settlement
{
    private const string TrainingGroup = "training";

    /// <param name="group">The group, see <see cref="Contribution.Group"/>.</param>
    /// <param name="contributions">The current contributions of one group of one run, in any order.</param>
    public static IReadOnlyList<SettledContribution> Settle(
        string group,
        IReadOnlyCollection<ContributionHeader> contributions
    )
    {
        var settled = new List<SettledContribution>(contributions.Count);
        foreach (var candidate in contributions.OrderBy(c => c.Blob.Name, StringComparer.Ordinal))
        {
            settled.Add(
                Judge(group, candidate, [.. settled.Where(s => s.Counts).Select(s => s.Header)])
            );
        }

        return settled;
    }

    private static SettledContribution Judge(
        string group,
        ContributionHeader candidate,
        IReadOnlyList<ContributionHeader> counted
    )
    {
        var twin = counted.FirstOrDefault(c =>
            string.Equals(c.ContentHash, candidate.ContentHash, StringComparison.Ordinal)
        );
        if (twin is not null)
        {
            return new(
                candidate,
                Counts: false,
                BlobState.Superseded,
                $"Same content as {twin.Blob.Name}, which is counted; this copy is not."
            );
        }

        // Steps may overlap after a restart; the run's series takes each step once.
        if (string.Equals(group, TrainingGroup, StringComparison.Ordinal))
        {
            return new(candidate, Counts: true, BlobState.Committed, Reason: null);
        }

        foreach (var other in counted)
        {
            if (candidate.Coverage.Ranges.Count == 0)
            {
                return Conflict(
                    candidate,
                    $"{other.Blob.Name} already declares this run, differently."
                );
            }

            if (candidate.Coverage.FirstShared(other.Coverage) is { } id)
            {
                return Conflict(
                    candidate,
                    $"{other.Blob.Name} already gives sequence {id} of this checkpoint, with other losses."
                );
            }
        }

        return new(candidate, Counts: true, BlobState.Committed, Reason: null);
    }

    private static SettledContribution Conflict(ContributionHeader candidate, string reason) =>
        new(candidate, Counts: false, BlobState.Quarantined, reason);
}
