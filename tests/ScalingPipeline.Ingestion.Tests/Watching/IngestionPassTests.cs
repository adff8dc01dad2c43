using NSubstitute;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Parquet;
using static ScalingPipeline.Ingestion.Tests.Fakes.ToyRun;

namespace ScalingPipeline.Ingestion.Tests.Watching;

public sealed class IngestionPassTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task A_run_is_committed_and_summed_up()
    {
        _bench.UploadRun();
        _bench.Blobs.Upload("README.md", "notes");

        var outcome = await _bench.PassAsync();
        var totals = await _bench.TotalsAsync();

        Assert.Equal(new LedgerCounts(0, 0, 3, 0, 0, 1), await _bench.CountAsync());
        Assert.Equal((34, 1), (totals.Rows, totals.Runs));
        Assert.Equal(["toy"], totals.Domains);
        Assert.Equal((4, 4, 4), (outcome.Listed, outcome.New, outcome.Changed));
        Assert.Equal(34, outcome.RowsDecoded);
        Assert.Empty(outcome.DefinitionProblems);
    }

    [Fact]
    public async Task A_second_pass_opens_and_changes_nothing()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        _bench.Blobs.Opened.Clear();
        var history = _bench.Ledger.History.Count;

        var outcome = await _bench.PassAsync();

        Assert.Empty(_bench.Blobs.Opened);
        Assert.Equal(history, _bench.Ledger.History.Count);
        Assert.Equal((0, 0, 0), (outcome.New, outcome.Changed, outcome.RowsDecoded));
        Assert.Equal(34, (await _bench.TotalsAsync()).Rows);
    }

    [Fact]
    public async Task What_the_service_writes_itself_is_never_taken_for_a_log()
    {
        _bench.UploadRun();
        _bench.Blobs.Upload("reports/latest/toy/r/run.json", "x");
        await _bench.PassAsync();
        await _bench.PassAsync();

        Assert.Equal(3, (await _bench.CountAsync()).Seen);
        Assert.Equal(
            2,
            _bench.Blobs.Names.Count(n => n.StartsWith("normalized/domain=toy/run=r/"))
        );
    }

    [Fact]
    public async Task Normalized_losses_are_in_nats_one_row_a_sequence()
    {
        _bench.Blobs.Upload(Declaration, LogFiles.Declaration("r", "bits"));
        _bench.Blobs.Upload(
            Evaluation,
            LogFiles.Tokens([new(3, 0, 1), new(3, 1, 2), new(9, 5, 4)])
        );
        await _bench.PassAsync();

        var name = _bench.Blobs.Names.Single(n => n.StartsWith("normalized/"));
        using var file = ParquetFile.Open(new MemoryByteSource(_bench.Blobs[name]), name);
        var rows = file.ReadRows().ToList();

        Assert.StartsWith("normalized/domain=toy/run=r/evaluation=held-out/step=000020-", name);
        Assert.Equal("nats", file.KeyValueMetadata["unit"]);
        Assert.Equal(Evaluation, file.KeyValueMetadata["source"]);
        Assert.Equal([3L, 9L], rows.Select(r => r[0]));
        Assert.Equal([0, 5], rows.Select(r => r[1]));
        var ln2 = Math.Log(2);
        Assert.Equal(
            [(float)ln2, (float)(2 * ln2), (float)(4 * ln2)],
            rows.SelectMany(r => ((IEnumerable<object?>)r[2]!).Select(v => (float)v!))
        );
    }

    [Fact]
    public async Task Parts_wait_for_their_declaration_and_are_read_when_it_comes()
    {
        _bench.Blobs.Upload(Evaluation, Tokens);
        await _bench.PassAsync();

        Assert.Equal(
            (BlobState.InProgress, "Run 'r' is not declared yet: it waits for toy/r/run.json."),
            _bench.Fate(Evaluation)
        );

        _bench.Blobs.Upload(Declaration, LogFiles.Declaration("r"));
        await _bench.PassAsync();

        Assert.Equal((BlobState.Committed, null), _bench.Fate(Evaluation));
    }

    [Fact]
    public async Task A_newer_version_takes_the_place_of_the_older()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        var before = _bench.Evaluation(20);
        _bench.Blobs.Upload(Evaluation, LogFiles.Tokens(LogFiles.Evaluation(2, 4, 8)));

        await _bench.PassAsync();
        var files = await _bench.CountAsync();

        Assert.NotEqual(before.Checkpoint.All, _bench.Evaluation(20).Checkpoint.All);
        Assert.Equal(3, files.Committed);
        Assert.Equal(1, files.Superseded);
    }

    [Fact]
    public async Task A_blob_deleted_before_it_could_be_read_is_superseded_and_read_if_it_returns()
    {
        _bench.Blobs.Upload(Evaluation, Tokens);
        await _bench.PassAsync();
        _bench.Blobs.Delete(Evaluation);
        await _bench.PassAsync();
        Assert.Equal(
            (BlobState.Superseded, "It was deleted before it could be read."),
            _bench.Fate(Evaluation)
        );

        _bench.UploadRun();
        await _bench.PassAsync();
        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task A_committed_blob_that_is_deleted_stays_counted()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        _bench.Blobs.Delete(Evaluation);

        await _bench.PassAsync();

        Assert.Equal(3, (await _bench.CountAsync()).Committed);
    }

    [Fact]
    public async Task A_copy_under_another_name_is_superseded()
    {
        _bench.UploadRun();
        _bench.Blobs.Upload("toy/r/eval/step-20.parquet", Tokens);

        await _bench.PassAsync();

        Assert.Equal(1, (await _bench.CountAsync()).Superseded);
        Assert.Contains("Same content as", _bench.Fate("toy/r/eval/step-20.parquet").Reason);
    }

    [Fact]
    public async Task Another_unit_in_the_declaration_has_the_run_read_again()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        var before = _bench.Evaluation(20).Checkpoint.All.Mean.Value;
        _bench.Blobs.Upload(Declaration, LogFiles.Declaration("r", "bits"));

        await _bench.PassAsync();

        Assert.Equal(before * Math.Log(2), _bench.Evaluation(20).Checkpoint.All.Mean.Value, 1e-12);
        Assert.Equal(3, _bench.Ledger.Contributions().Count);
    }

    [Fact]
    public async Task A_corrected_definition_takes_in_what_was_foreign_and_what_it_refused()
    {
        _bench.UploadRun();
        _bench.Definitions = DefinitionSet.Read([
            ("toy.yaml", Bench.Toy.Replace("eval/step", "test/step") + "\nloss_unit: nats"),
        ]);
        await _bench.PassAsync();
        Assert.Equal(BlobState.Foreign, _bench.Fate(Evaluation).State);

        _bench.Definitions = DefinitionSet.Read([
            ("toy.yaml", Bench.Toy + "\n    columns: { loss: nll, losses: nlls }"),
        ]);
        await _bench.PassAsync();
        Assert.Equal(BlobState.Quarantined, _bench.Fate(Evaluation).State);

        _bench.Definitions = DefinitionSet.Read([("toy.yaml", Bench.Toy)]);
        await _bench.PassAsync();
        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task A_definition_broken_by_a_typing_error_takes_nothing_out_of_the_statistics()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        _bench.Definitions = DefinitionSet.Read([("toy.yaml", "domian: toy")]);

        var outcome = await _bench.PassAsync();

        Assert.Equal(3, (await _bench.CountAsync()).Committed);
        Assert.StartsWith("toy.yaml, line 1", Assert.Single(outcome.DefinitionProblems));
    }

    [Fact]
    public async Task Two_runs_of_one_name_under_different_folders_are_not_mixed()
    {
        _bench.UploadRun();
        _bench.Blobs.Upload("backup/toy/r/run.json", LogFiles.Declaration("r"));
        _bench.Blobs.Upload("backup/toy/r/eval/step-000010.parquet", Tokens);

        await _bench.PassAsync();

        Assert.Equal(
            (
                BlobState.Quarantined,
                "Run 'r' of toy already comes from the top folder; give one of the two runs another name."
            ),
            _bench.Fate("backup/toy/r/eval/step-000010.parquet")
        );
        Assert.Equal(3, _bench.Ledger.Contributions().Count);
    }

    [Fact]
    public async Task A_name_that_two_patterns_match_is_set_aside()
    {
        _bench.Definitions = DefinitionSet.Read([
            ("toy.yaml", Bench.Toy),
            ("b.yaml", Bench.Toy.Replace("domain: toy", "domain: b")),
        ]);
        _bench.UploadRun();

        await _bench.PassAsync();

        Assert.StartsWith(
            "More than one pattern matches its name, in b.yaml and toy.yaml",
            _bench.Fate(Declaration).Reason
        );
    }

    [Fact]
    public async Task What_is_chosen_is_read_again_and_what_it_gave_counts_meanwhile()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        _bench.Blobs.Opened.Clear();

        var outcome = await _bench.IngestionPass.RunAsync(
            progress: null,
            TestContext.Current.CancellationToken,
            entry => entry.Blob.Name == Evaluation
        );

        Assert.Equal([Evaluation], _bench.Blobs.Opened);
        Assert.Equal(32, outcome.RowsDecoded);
        Assert.Equal(34, (await _bench.TotalsAsync()).Rows);
        Assert.Equal(3, (await _bench.CountAsync()).Committed);
        Assert.DoesNotContain(
            _bench.Ledger.History,
            entry => entry.Blob.Name == Evaluation && entry.State == BlobState.Superseded
        );
    }

    [Fact]
    public async Task Progress_is_told()
    {
        _bench.UploadRun();
        var told = new List<IngestionProgress>();
        var progress = Substitute.For<IProgress<IngestionProgress>>();
        progress
            .When(p => p.Report(Arg.Any<IngestionProgress>()))
            .Do(call =>
            {
                lock (told)
                {
                    told.Add(call.Arg<IngestionProgress>());
                }
            });

        await _bench.IngestionPass.RunAsync(progress, TestContext.Current.CancellationToken);

        Assert.Contains(new IngestionProgress(3, 3), told);
    }
}
