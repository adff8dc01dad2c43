using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using static ScalingPipeline.Storage.Tests.State.Samples;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>What is left when a container is forgotten.</summary>
public abstract class ForgetContract : StateContract
{
    private const string Old = "folder:/mnt/old";

    [Fact]
    public async Task Nothing_of_a_forgotten_container_is_left_and_its_domain_is_changed()
    {
        await Ledger.CommitAsync(In(Old, "run-1/train.parquet"), Training(steps: [1]), Cancelled);
        await Ledger.CommitAsync(
            In(Old, "run-1/train.parquet", 2),
            Training(steps: [2]),
            Cancelled
        );
        await Ledger.RecordAsync([In(Old, "notes", state: BlobState.Foreign)], Cancelled);
        await Ledger.SaveScanPositionAsync(Old, new ScanPosition("page 2", Time), Cancelled);
        var before = await VersionAsync("text");

        await Ledger.ForgetAsync(Old, Cancelled);

        Assert.Equal(0, (await Ledger.CountAsync(Cancelled)).Seen);
        Assert.Null(await Ledger.ScanPositionAsync(Old, Cancelled));
        Assert.Empty(await CountedAsync("text"));
        Assert.True(await VersionAsync("text") > before);
    }

    [Fact]
    public async Task Other_containers_keep_what_they_have()
    {
        await Ledger.CommitAsync(Entry("run-1/train.parquet"), Training(steps: [1]), Cancelled);
        await Ledger.CommitAsync(
            In(Old, "run-2/train.parquet"),
            Training(run: "run-2", steps: [1]),
            Cancelled
        );

        await Ledger.ForgetAsync(Old, Cancelled);

        Assert.Equal([new KnownContainer(Container, 1)], await Ledger.ContainersAsync(Cancelled));
        Assert.Equal(["run-1"], await CountedAsync("text"));
    }

    [Fact]
    public async Task What_contradicted_it_or_was_a_copy_of_it_counts_afterwards()
    {
        await Ledger.CommitAsync(In(Old, "a"), Evaluation([1, 2]), Cancelled);
        await Ledger.CommitAsync(Entry("b"), Evaluation([2, 3], loss: 4), Cancelled);
        await Ledger.CommitAsync(In(Old, "c"), Metadata(), Cancelled);
        await Ledger.CommitAsync(Entry("d"), Metadata(), Cancelled);
        Assert.Equal((2, 1, 1), await FatesAsync());

        await Ledger.ForgetAsync(Old, Cancelled);

        Assert.Equal((2, 0, 0), await FatesAsync());
        Assert.Equal(["run-1", "run-1"], await CountedAsync("text"));
    }

    [Fact]
    public async Task A_domain_in_which_it_never_counted_is_not_changed()
    {
        await Ledger.CommitAsync(Entry("a"), Evaluation([1, 2]), Cancelled);
        await Ledger.CommitAsync(In(Old, "b"), Evaluation([2, 3], loss: 4), Cancelled);
        var before = await VersionAsync("text");

        await Ledger.ForgetAsync(Old, Cancelled);

        Assert.Equal(before, await VersionAsync("text"));
    }

    [Fact]
    public async Task A_container_of_many_names_is_forgotten_whole()
    {
        await Ledger.RecordAsync(
            [
                .. Enumerable
                    .Range(0, 1201)
                    .Select(i => In(Old, $"{i}", state: BlobState.Discovered)),
            ],
            Cancelled
        );
        Assert.Equal([new KnownContainer(Old, 1201)], await Ledger.ContainersAsync(Cancelled));

        await Ledger.ForgetAsync(Old, Cancelled);

        Assert.Empty(await Ledger.ContainersAsync(Cancelled));
    }

    private static LedgerEntry In(
        string container,
        string name,
        int version = 1,
        BlobState state = BlobState.Committed
    ) =>
        Entry(name, version, state) with
        {
            Blob = new BlobIdentity(container, name, $"etag-{version}"),
        };

    private async Task<long> VersionAsync(string domain) =>
        (await Monitoring.ChangedAsync(Cancelled)).Single(d => d.Domain == domain).Version;

    /// <summary>The runs of what counts, in order.</summary>
    private async Task<IEnumerable<string>> CountedAsync(string domain) =>
        (await Monitoring.ContributionsAsync(domain, Cancelled)).Contributions.Select(c =>
            c.Contribution.Run
        );

    private async Task<(long Committed, long Superseded, long Quarantined)> FatesAsync()
    {
        var counts = await Ledger.CountAsync(Cancelled);
        return (counts.Committed, counts.Superseded, counts.Quarantined);
    }
}
