using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Storage.State.Ledger;
using static ScalingPipeline.Storage.Tests.State.Samples;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>What every ledger does, whatever database it is in.</summary>
public abstract class LedgerContract : StateContract
{
    [Fact]
    public async Task An_entry_comes_back_as_it_was_recorded()
    {
        var entry = Entry("a.parquet", state: BlobState.InProgress) with
        {
            Reason = "Half-written: no PAR1 at its end yet.",
            Attempts = 3,
        };

        await Ledger.RecordAsync([entry], Cancelled);

        Assert.Equal(entry, await NewestAsync(entry.Blob.Name));
        Assert.Equal([entry], await Ledger.EntriesAsync(null, 10, Cancelled));
        Assert.Empty(await Ledger.NewestAsync("folder:/other", [entry.Blob.Name], Cancelled));
        Assert.Empty(await Ledger.NewestAsync(Container, [], Cancelled));
    }

    [Fact]
    public async Task A_foreign_entry_has_neither_domain_nor_run()
    {
        var entry = Entry("notes.txt", state: BlobState.Foreign) with
        {
            Domain = null,
            Run = null,
            DefinitionHash = null,
        };

        await Ledger.RecordAsync([entry], Cancelled);

        Assert.Equal([entry], await Ledger.EntriesAsync(BlobState.Foreign, 10, Cancelled));
        Assert.Empty(await Ledger.EntriesAsync(BlobState.Discovered, 10, Cancelled));
    }

    [Fact]
    public async Task A_committed_blob_counts_and_marks_its_domain_as_changed()
    {
        var entry = Entry("run-1/train.parquet");
        await Ledger.RecordAsync([entry with { State = BlobState.Discovered }], Cancelled);

        await Ledger.CommitAsync(entry, Training(steps: [1, 2, 3]), Cancelled);

        Assert.Equal([entry], await Ledger.EntriesAsync(null, 10, Cancelled));
        Assert.Equal([("text", 1L)], await ChangedAsync());
        Assert.Equal(["training"], await CountedAsync());
    }

    [Fact]
    public async Task A_remark_on_a_committed_blob_stays()
    {
        var entry = Entry("run-1/train.parquet") with { Reason = "2 losses were not finite." };

        await Ledger.CommitAsync(entry, Training(steps: [1]), Cancelled);
        await Ledger.CommitAsync(Entry("run-1/train-2.parquet"), Training(steps: [2]), Cancelled);

        Assert.Equal(entry, await NewestAsync("run-1/train.parquet"));
    }

    [Fact]
    public async Task Committing_the_same_version_again_changes_nothing()
    {
        var entry = Entry("run-1/train.parquet");
        await Ledger.CommitAsync(entry, Training(steps: [1, 2]), Cancelled);

        await Ledger.CommitAsync(
            entry with
            {
                Changed = entry.Changed.AddHours(1),
                Attempts = 2,
            },
            Training(steps: [1, 2]),
            Cancelled
        );

        Assert.Equal([entry], await Ledger.EntriesAsync(null, 10, Cancelled));
        Assert.Equal([("text", 1L)], await ChangedAsync());
    }

    [Fact]
    public async Task A_version_read_anew_by_a_changed_definition_replaces_what_it_gave()
    {
        await Ledger.CommitAsync(Entry("run-1/train.parquet"), Training(steps: [1, 2]), Cancelled);
        var again = Entry("run-1/train.parquet") with { DefinitionHash = "definition-2" };

        await Ledger.CommitAsync(again, Training(steps: [1, 2, 3]), Cancelled);

        Assert.Equal([again], await Ledger.EntriesAsync(null, 10, Cancelled));
        var (_, contributions) = await Monitoring.ContributionsAsync("text", Cancelled);
        var training = Assert.IsType<TrainingContribution>(
            Assert.Single(contributions).Contribution
        );
        Assert.Equal([1, 2, 3], training.Series.Step);
    }

    [Theory]
    [InlineData(BlobState.Discovered)]
    [InlineData(BlobState.InProgress)]
    [InlineData(BlobState.Quarantined)]
    [InlineData(BlobState.Superseded)]
    [InlineData(BlobState.Foreign)]
    public async Task A_slower_process_does_not_undo_a_commit(BlobState state)
    {
        var entry = Entry("run-1/train.parquet");
        var open = entry with { State = BlobState.InProgress, DefinitionHash = null };
        await Ledger.RecordAsync([open], Cancelled);
        await Ledger.CommitAsync(entry, Training(steps: [1]), Cancelled);

        await Ledger.RecordAsync([new(open with { State = state }, open)], Cancelled);

        Assert.Equal([entry], await Ledger.EntriesAsync(null, 10, Cancelled));
        Assert.Equal([("text", 1L)], await ChangedAsync());
    }

    [Fact]
    public async Task A_commit_is_taken_back_by_who_knew_of_it()
    {
        await Ledger.CommitAsync(Entry("a.parquet"), Training(steps: [1]), Cancelled);
        var known = await NewestAsync("a.parquet");

        await Ledger.RecordAsync(
            [new(known with { State = BlobState.Quarantined }, known)],
            Cancelled
        );

        Assert.Empty(await CountedAsync());
        Assert.Equal(BlobState.Quarantined, (await NewestAsync("a.parquet")).State);
    }

    [Fact]
    public async Task A_commit_made_anew_is_not_taken_back_by_who_knew_of_the_one_before()
    {
        await Ledger.CommitAsync(Entry("a.parquet"), Training(steps: [1]), Cancelled);
        var known = await NewestAsync("a.parquet");
        var anew = known with { DefinitionHash = "2", Changed = known.Changed.AddSeconds(1) };
        await Ledger.CommitAsync(anew, Training(steps: [1, 2]), Cancelled);

        await Ledger.RecordAsync(
            [new(known with { State = BlobState.Quarantined }, known)],
            Cancelled
        );

        Assert.Equal([anew], await Ledger.EntriesAsync(null, 10, Cancelled));
    }

    [Fact]
    public async Task An_overwritten_blob_counts_in_its_old_version_until_the_new_one_is_read()
    {
        await Ledger.CommitAsync(Entry("train.parquet", 1), Training(steps: [1]), Cancelled);

        await Ledger.RecordAsync([Entry("train.parquet", 2, BlobState.InProgress)], Cancelled);
        Assert.Equal(["training"], await CountedAsync());
        Assert.Equal([("text", 1L)], await ChangedAsync());

        await Ledger.CommitAsync(Entry("train.parquet", 2), Training(steps: [1, 2]), Cancelled);
        Assert.Equal(["training"], await CountedAsync());
        Assert.Equal([("text", 2L)], await ChangedAsync());
        Assert.Equal(
            new LedgerCounts(0, 0, Committed: 1, Superseded: 1, 0, 0),
            await Ledger.CountAsync(Cancelled)
        );
    }

    [Theory]
    [InlineData(BlobState.Quarantined)]
    [InlineData(BlobState.Foreign)]
    public async Task A_newer_version_that_is_set_aside_ends_the_count_of_the_old_one(
        BlobState state
    )
    {
        await Ledger.CommitAsync(Entry("train.parquet", 1), Training(steps: [1]), Cancelled);

        await Ledger.RecordAsync([Entry("train.parquet", 2, state)], Cancelled);

        Assert.Empty(await CountedAsync());
        Assert.Equal([("text", 2L)], await ChangedAsync());
        var old = Assert.Single(await Ledger.EntriesAsync(BlobState.Superseded, 10, Cancelled));
        Assert.Equal("etag-1", old.Blob.ETag);
        Assert.NotNull(old.Reason);
    }

    [Fact]
    public async Task A_touched_blob_with_the_same_content_does_not_change_its_domain()
    {
        await Ledger.CommitAsync(Entry("train.parquet", 1), Training(steps: [1]), Cancelled);

        await Ledger.CommitAsync(Entry("train.parquet", 2), Training(steps: [1]), Cancelled);

        Assert.Equal([("text", 1L)], await ChangedAsync());
        Assert.Equal(["training"], await CountedAsync());
    }

    [Fact]
    public async Task A_version_that_comes_back_is_the_newest_again()
    {
        await Ledger.CommitAsync(Entry("train.parquet", 1), Training(steps: [1]), Cancelled);
        await Ledger.CommitAsync(Entry("train.parquet", 2), Training(steps: [2]), Cancelled);
        var back = Entry("train.parquet", 1) with { FirstSeen = Time.AddMinutes(3) };

        await Ledger.RecordAsync([back with { State = BlobState.Discovered }], Cancelled);
        await Ledger.CommitAsync(back, Training(steps: [1]), Cancelled);

        Assert.Equal(back, Assert.Single(await Ledger.PageAsync(Container, null, 10, Cancelled)));
        var (_, contributions) = await Monitoring.ContributionsAsync("text", Cancelled);
        var training = Assert.IsType<TrainingContribution>(
            Assert.Single(contributions).Contribution
        );
        Assert.Equal([1], training.Series.Step);
    }

    [Fact]
    public async Task A_copy_is_superseded_and_takes_over_when_its_twin_goes()
    {
        await Ledger.CommitAsync(Entry("a.parquet", 1), Evaluation([1, 2]), Cancelled);
        await Ledger.CommitAsync(Entry("b.parquet", 1), Evaluation([1, 2]), Cancelled);
        Assert.Equal(BlobState.Superseded, await StateOfAsync("b.parquet"));
        Assert.Equal([("text", 1L)], await ChangedAsync());

        await Ledger.RecordAsync([Entry("a.parquet", 2, BlobState.Quarantined)], Cancelled);

        Assert.Equal(BlobState.Committed, await StateOfAsync("b.parquet"));
        Assert.Equal(["evaluation/validation/100"], await CountedAsync());
    }

    [Fact]
    public async Task Contradicting_parts_of_a_checkpoint_are_told_apart_by_name()
    {
        await Ledger.CommitAsync(Entry("b.parquet"), Evaluation([2, 3], loss: 9), Cancelled);
        Assert.Equal(BlobState.Committed, await StateOfAsync("b.parquet"));

        await Ledger.CommitAsync(Entry("a.parquet"), Evaluation([1, 2]), Cancelled);

        Assert.Equal(BlobState.Committed, await StateOfAsync("a.parquet"));
        Assert.Equal(BlobState.Quarantined, await StateOfAsync("b.parquet"));
        var refused = Assert.Single(
            await Ledger.EntriesAsync(BlobState.Quarantined, 10, Cancelled)
        );
        Assert.Contains(
            "a.parquet already gives sequence 2",
            refused.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Metadata_is_there_once_it_is_committed()
    {
        Assert.Null(await Ledger.DeclarationAsync("text", "run-1", Cancelled));

        await Ledger.CommitAsync(Entry("run-1/run.json"), Metadata(parameters: 77), Cancelled);

        var declared = await Ledger.DeclarationAsync("text", "run-1", Cancelled);
        Assert.Equal(77, declared?.Metadata.Parameters);
        Assert.Equal("run-1/run.json", declared?.Blob.Name);
        Assert.Null(await Ledger.DeclarationAsync("text", "run-2", Cancelled));
        Assert.Null(await Ledger.DeclarationAsync("code", "run-1", Cancelled));
    }

    [Fact]
    public async Task The_states_add_up_to_what_was_seen()
    {
        await Ledger.RecordAsync(
            [
                Entry("1", state: BlobState.Discovered),
                Entry("2", state: BlobState.InProgress),
                Entry("3", state: BlobState.Quarantined),
                Entry("4", state: BlobState.Foreign),
                Entry("5", 1, BlobState.Discovered),
                Entry("5", 2, BlobState.Discovered),
            ],
            Cancelled
        );
        await Ledger.CommitAsync(Entry("5", 2), Training(steps: [1]), Cancelled);

        var counts = await Ledger.CountAsync(Cancelled);

        Assert.Equal(new LedgerCounts(1, 1, 1, 1, 1, 1), counts);
        Assert.Equal(6, counts.Seen);
    }

    [Fact]
    public async Task A_committed_entry_cannot_be_recorded_without_its_contribution() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Ledger.RecordAsync([Entry("a.parquet")], Cancelled)
        );

    [Theory]
    [InlineData("'; DROP TABLE ledger; --")]
    [InlineData("\"); DELETE FROM contribution; --")]
    [InlineData("../../etc/passwd")]
    [InlineData("line\nbreak\ttab\u0001")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\u202Eright-to-left\u200F")]
    [InlineData("@Name $1 ?1 %s {0}")]
    [InlineData("日本語 😀")]
    public async Task Hostile_names_are_only_text(string name)
    {
        var entry = Entry(name) with { Domain = name, Run = name, Reason = name };

        await Ledger.CommitAsync(entry, Metadata(name, name), Cancelled);
        await Ledger.CommitAsync(Entry(new string('x', 1024)), Training(name, name, 1), Cancelled);

        Assert.Equal(entry, await NewestAsync(name));
        Assert.NotNull(await Ledger.DeclarationAsync(name, name, Cancelled));
        Assert.Equal([(name, 2L)], await ChangedAsync());
        Assert.Equal(2, (await Ledger.CountAsync(Cancelled)).Seen);
    }

    [Fact]
    public async Task A_nul_in_a_reason_does_not_cut_it()
    {
        await Ledger.RecordAsync(
            [Entry("a", state: BlobState.Quarantined) with { Reason = "unit 'na\0ts' is unknown" }],
            Cancelled
        );

        var entry = Assert.Single(await Ledger.EntriesAsync(null, 10, Cancelled));
        Assert.Equal("unit 'na\uFFFDts' is unknown", entry.Reason);
    }

    [Fact]
    public async Task Newest_changes_come_first_and_no_more_than_asked_for()
    {
        await Ledger.RecordAsync(
            [.. Enumerable.Range(1, 9).Select(i => Entry($"{i}", i, BlobState.Discovered))],
            Cancelled
        );

        var entries = await Ledger.EntriesAsync(null, 3, Cancelled);

        Assert.Equal(["9", "8", "7"], entries.Select(e => e.Blob.Name));
    }

    [Fact]
    public async Task Two_processes_that_commit_side_by_side_lose_nothing()
    {
        ILedger[] ledgers = [new SqlLedger(Opened()), new SqlLedger(Opened())];

        await Parallel.ForAsync(
            0,
            40,
            Cancelled,
            async (i, cancellationToken) =>
                await ledgers[i % 2]
                    .CommitAsync(Entry($"part-{i:00}"), Training(steps: [i + 1]), cancellationToken)
        );

        Assert.Equal(40, (await CountedAsync()).Count);
        Assert.Equal([("text", 40L)], await ChangedAsync());
    }

    private async Task<BlobState> StateOfAsync(string name) => (await NewestAsync(name)).State;

    private async Task<LedgerEntry> NewestAsync(string name) =>
        (await Ledger.NewestAsync(Container, [name, "never/seen"], Cancelled))[name];

    private async Task<List<string>> CountedAsync() =>
        [
            .. (await Monitoring.ContributionsAsync("text", Cancelled)).Contributions.Select(c =>
                c.Contribution.Group
            ),
        ];

    private async Task<List<(string Domain, long Version)>> ChangedAsync() =>
        [.. (await Monitoring.ChangedAsync(Cancelled)).Select(d => (d.Domain, d.Version))];
}
