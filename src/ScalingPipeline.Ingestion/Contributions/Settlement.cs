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
        var counted = new Dictionary<string, ContributionHeader>(StringComparer.Ordinal);
        foreach (
            var candidate in contributions
                .OrderBy(c => c.Blob.Name, StringComparer.Ordinal)
                .ThenBy(c => c.Blob.Container, StringComparer.Ordinal)
                .ThenBy(c => c.Blob.ETag, StringComparer.Ordinal)
        )
        {
            var judged = Judge(group, candidate, counted);
            settled.Add(judged);
            if (judged.Counts)
            {
                counted.Add(candidate.ContentHash, candidate);
            }
        }

        return settled;
    }

    private static SettledContribution Judge(
        string group,
        ContributionHeader candidate,
        Dictionary<string, ContributionHeader> counted
    )
    {
        if (counted.TryGetValue(candidate.ContentHash, out var twin))
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

        foreach (var other in counted.Values)
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
