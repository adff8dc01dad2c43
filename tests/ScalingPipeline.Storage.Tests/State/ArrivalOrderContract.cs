using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Ledger;
using static ScalingPipeline.Storage.Tests.State.Samples;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>The order in which workers finish decides nothing: only what was read does.</summary>
public abstract class ArrivalOrderContract : StateContract
{
    public static TheoryData<int> Seeds() => new(Enumerable.Range(1, 25));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Commits_in_any_order_count_what_settlement_of_the_newest_versions_counts(
        int seed
    )
    {
        var random = new Random(seed);
        var commits = Commits(random);
        var expected = Expected(commits);
        random.Shuffle(commits);

        foreach (var (entry, contribution) in commits)
        {
            await Ledger.CommitAsync(entry, contribution, Cancelled);
        }

        var (_, counted) = await Monitoring.ContributionsAsync("text", Cancelled);
        Assert.Equal(
            expected.Where(s => s.Counts).Select(s => s.Header.ContentHash),
            counted.Select(c => c.ContentHash)
        );
        var newest = await Ledger.NewestAsync(
            Container,
            [.. expected.Select(s => s.Header.Blob.Name)],
            Cancelled
        );
        Assert.Equal(
            expected.Select(s => (s.Header.Blob, s.State, s.Reason)),
            expected
                .Select(s => newest[s.Header.Blob.Name])
                .Select(e => (e.Blob, e.State, e.Reason))
        );
        Assert.Equal(commits.Length, (await Ledger.CountAsync(Cancelled)).Seen);
    }

    /// <summary>Up to three versions of six blobs, with contents that agree, are copies and contradict one another.</summary>
    private static (LedgerEntry Entry, Contribution Contribution)[] Commits(Random random) =>
        [
            .. from blob in Enumerable.Range(1, 6)
            from version in Enumerable.Range(1, random.Next(1, 4))
            select (Entry($"part-{blob}", version), Any(random)),
        ];

    private static Contribution Any(Random random) =>
        random.Next(4) switch
        {
            0 => Metadata(parameters: random.Next(1, 3)),
            1 => Training(steps: [random.Next(1, 3), 3]),
            _ => Evaluation([random.Next(1, 4), 4 + random.Next(2)], loss: random.Next(1, 3)),
        };

    /// <summary>By the definition: the newest version of each name, settled group by group; ordered as a snapshot is.</summary>
    private static List<SettledContribution> Expected(
        (LedgerEntry Entry, Contribution Contribution)[] commits
    ) =>
        [
            .. commits
                .GroupBy(c => c.Entry.Blob.Name)
                .Select(versions => versions.MaxBy(c => c.Entry.FirstSeen))
                .GroupBy(c => c.Contribution.Group)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .SelectMany(group =>
                    Settlement.Settle(
                        group.Key,
                        [
                            .. group.Select(c => new ContributionHeader(
                                c.Entry.Blob,
                                ContributionCodec.Hash(c.Contribution),
                                c.Contribution.Coverage
                            )),
                        ]
                    )
                ),
        ];
}
