using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Ledger;
using static ScalingPipeline.Storage.Tests.State.Samples;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>How every ledger finds a few entries among many.</summary>
public abstract class LedgerLookupContract : StateContract
{
    [Fact]
    public async Task Pages_follow_one_another_in_the_byte_order_of_names_and_hold_the_newest_versions()
    {
        string[] names = ["a", "B", "a/b", "ä", "\U0001F600", "z-1", "z/1"];
        await Ledger.RecordAsync(
            [.. names.Select(n => Entry(n, 1, BlobState.Discovered))],
            Cancelled
        );
        await Ledger.RecordAsync([.. names.Select(n => Entry(n, 2, BlobState.Foreign))], Cancelled);

        var listed = new List<LedgerEntry>();
        while (
            await Ledger.PageAsync(Container, listed.LastOrDefault()?.Blob.Name, 2, Cancelled)
                is { Count: > 0 } page
        )
        {
            listed.AddRange(page);
        }

        Assert.Equal(
            ["B", "a", "a/b", "z-1", "z/1", "ä", "\U0001F600"],
            listed.Select(e => e.Blob.Name)
        );
        Assert.All(listed, e => Assert.Equal(BlobState.Foreign, e.State));
    }

    [Fact]
    public async Task Open_entries_are_those_whose_newest_version_has_no_fate_yet()
    {
        await Ledger.RecordAsync(
            [
                Entry("new", 1, BlobState.Discovered),
                Entry("waiting", 1, BlobState.InProgress),
                Entry("decided", 1, BlobState.InProgress),
            ],
            Cancelled
        );
        await Ledger.RecordAsync([Entry("decided", 2, BlobState.Quarantined)], Cancelled);

        var open = await Ledger.OpenAsync(Container, Cancelled);

        Assert.Equal(["new", "waiting"], open.Select(e => e.Blob.Name).Order());
        Assert.Empty(await Ledger.OpenAsync("folder:/other", Cancelled));
    }

    [Fact]
    public async Task The_blobs_of_a_run_are_found_by_its_name()
    {
        await Ledger.CommitAsync(Entry("run-1/run.json"), Metadata(), Cancelled);
        await Ledger.CommitAsync(Entry("run-1/train.parquet"), Training(steps: [1]), Cancelled);
        await Ledger.RecordAsync(
            [Entry("run-1/late.parquet", state: BlobState.Discovered)],
            Cancelled
        );
        await Ledger.CommitAsync(
            Entry("run-2/run.json") with
            {
                Run = "run-2",
            },
            Metadata(run: "run-2"),
            Cancelled
        );

        var run = await Ledger.RunAsync(Container, "text", "run-1", Cancelled);

        Assert.Equal(
            ["run-1/late.parquet", "run-1/run.json", "run-1/train.parquet"],
            run.Select(e => e.Blob.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Totals_are_those_of_what_is_committed()
    {
        await Ledger.CommitAsync(Entry("a") with { Rows = 5_000_000_000 }, Metadata(), Cancelled);
        await Ledger.CommitAsync(
            Entry("b") with
            {
                Domain = "code",
                Rows = 7,
            },
            Metadata("code"),
            Cancelled
        );
        await Ledger.RecordAsync([Entry("c", state: BlobState.Quarantined)], Cancelled);

        var totals = await Ledger.TotalsAsync(Container, Cancelled);

        Assert.Equal((5_000_000_007, 2), (totals.Rows, totals.Runs));
        Assert.Equal(["code", "text"], totals.Domains);
        Assert.Equal(0, (await Ledger.TotalsAsync("folder:/other", Cancelled)).Rows);
    }

    [Fact]
    public async Task Changes_are_counted_from_a_moment_on_that_is_part_of_them()
    {
        await Ledger.RecordAsync(
            [
                Entry("a", state: BlobState.Discovered),
                Entry("b", state: BlobState.Foreign) with
                {
                    Changed = Time.AddHours(1),
                },
            ],
            Cancelled
        );

        Assert.Equal(1, await Ledger.ChangedSinceAsync(Container, Time.AddHours(1), Cancelled));
        Assert.Equal(2, await Ledger.ChangedSinceAsync(Container, Time.AddDays(-1), Cancelled));
        Assert.Equal(0, await Ledger.ChangedSinceAsync("folder:/other", Time, Cancelled));
    }

    [Fact]
    public async Task A_scan_that_was_interrupted_finds_where_it_was_until_it_is_complete()
    {
        Assert.Null(await Ledger.ScanPositionAsync(Container, Cancelled));
        await Ledger.SaveScanPositionAsync(Container, new("2!page", Time), Cancelled);
        await Ledger.SaveScanPositionAsync(Container, new("3!page", Time), Cancelled);

        Assert.Equal(
            new ScanPosition("3!page", Time),
            await Ledger.ScanPositionAsync(Container, Cancelled)
        );

        await Ledger.SaveScanPositionAsync(Container, null, Cancelled);
        Assert.Null(await Ledger.ScanPositionAsync(Container, Cancelled));
    }

    [Fact]
    public async Task A_version_is_newer_than_all_before_it_even_when_the_clock_was_set_back()
    {
        await Ledger.CommitAsync(Entry("a", 1), Training(steps: [1]), Cancelled);
        var later = Entry("a", 2, BlobState.Discovered) with { FirstSeen = Time.AddYears(-1) };

        await Ledger.RecordAsync([later], Cancelled);
        await Ledger.CommitAsync(later, Training(steps: [1, 2]), Cancelled);

        var newest = Assert.Single(await Ledger.PageAsync(Container, null, 10, Cancelled));
        Assert.Equal((later.Blob, BlobState.Committed), (newest.Blob, newest.State));
        var (_, counted) = await Monitoring.ContributionsAsync("text", Cancelled);
        var training = Assert.IsType<TrainingContribution>(Assert.Single(counted).Contribution);
        Assert.Equal([1, 2], training.Series.Step);
    }
}
