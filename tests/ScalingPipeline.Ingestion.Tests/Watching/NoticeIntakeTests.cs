using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;
using static ScalingPipeline.Ingestion.Tests.Fakes.ToyRun;

namespace ScalingPipeline.Ingestion.Tests.Watching;

public sealed class NoticeIntakeTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task The_one_blob_that_it_names_is_read_and_no_other_is_looked_at()
    {
        _bench.UploadRun();
        await _bench.NoticeAsync(Declaration);
        await _bench.NoticeAsync(Evaluation);

        Assert.Equal([Declaration, Evaluation], _bench.Blobs.Opened);
        Assert.Equal(new LedgerCounts(0, 0, 2, 0, 0, 0), await _bench.CountAsync());
    }

    [Fact]
    public async Task What_cannot_be_read_now_is_to_be_looked_at_again()
    {
        _bench.UploadRun();
        _bench.Blobs.Fault = _ => new IOException("disk error");

        Assert.False(await _bench.NoticeAsync(Declaration));
        Assert.True(await _bench.NoticeAsync(Evaluation), "it waits for the declaration");

        _bench.Blobs.Fault = _ => null;
        Assert.True(await _bench.NoticeAsync(Declaration));
    }

    [Fact]
    public async Task A_part_that_came_first_is_sent_for_when_its_declaration_is_read()
    {
        _bench.UploadRun();
        await _bench.NoticeAsync(Evaluation);
        Assert.Equal(
            (BlobState.InProgress, "Run 'r' is not declared yet: it waits for toy/r/run.json."),
            _bench.Fate(Evaluation)
        );

        await _bench.NoticeAsync(Declaration);
        Assert.Equal(Evaluation, Assert.Single(_bench.Queue.Waiting).Name);
        await _bench.DrainAsync();

        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task Parts_that_were_sent_for_are_sent_for_again_when_the_process_died_in_between()
    {
        _bench.UploadRun();
        await _bench.NoticeAsync(Evaluation);
        await _bench.NoticeAsync(Declaration);
        _bench.Queue.Waiting.Clear();

        await _bench.NoticeAsync(Declaration);
        await _bench.DrainAsync();

        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task The_same_notice_again_opens_and_changes_nothing()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        _bench.Blobs.Opened.Clear();
        var history = _bench.Ledger.History.Count;

        await _bench.NoticeAsync(Evaluation);
        await _bench.NoticeAsync(Declaration);

        Assert.Empty(_bench.Blobs.Opened);
        Assert.Empty(_bench.Queue.Waiting);
        Assert.Equal(history, _bench.Ledger.History.Count);
    }

    [Fact]
    public async Task A_declaration_with_another_unit_has_the_parts_of_its_run_sent_for()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        var before = _bench.Evaluation(20).Checkpoint.All.Mean.Value;
        _bench.Blobs.Upload(Declaration, LogFiles.Declaration("r", "bits"));

        await _bench.NoticeAsync(Declaration);
        Assert.Equal(2, _bench.Queue.Waiting.Count);
        await _bench.DrainAsync();

        Assert.Equal(before * Math.Log(2), _bench.Evaluation(20).Checkpoint.All.Mean.Value, 1e-12);
    }

    [Fact]
    public async Task A_notice_of_a_blob_that_is_gone_changes_nothing_that_was_counted()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        _bench.Blobs.Delete(Evaluation);

        await _bench.NoticeAsync(Evaluation);
        await _bench.NoticeAsync("toy/r/eval/step-99.parquet");

        Assert.Equal(new LedgerCounts(0, 0, 3, 0, 0, 0), await _bench.CountAsync());
    }

    [Fact]
    public async Task A_waiting_blob_that_is_gone_is_superseded()
    {
        _bench.Blobs.Upload(Evaluation, Tokens);
        await _bench.NoticeAsync(Evaluation);
        _bench.Blobs.Delete(Evaluation);

        await _bench.NoticeAsync(Evaluation);

        Assert.Equal(
            (BlobState.Superseded, "It was deleted before it could be read."),
            _bench.Fate(Evaluation)
        );
    }

    [Theory]
    [InlineData("reports/latest/toy/r/run.json")]
    [InlineData("notes.txt")]
    public async Task What_is_no_log_is_not_opened(string name)
    {
        _bench.Blobs.Upload(name, "x");

        await _bench.NoticeAsync(name);

        Assert.Empty(_bench.Blobs.Opened);
        Assert.Equal(0, (await _bench.CountAsync()).InProgress);
    }

    [Fact]
    public async Task A_run_of_the_same_name_elsewhere_is_set_aside_while_the_first_is_there()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        _bench.Blobs.Upload("a/toy/r/run.json", LogFiles.Declaration("r", "bits"));

        await _bench.NoticeAsync("a/toy/r/run.json");
        Assert.Equal(
            (
                BlobState.Quarantined,
                "Run 'r' of toy already comes from the top folder; give one of the two runs another name."
            ),
            _bench.Fate("a/toy/r/run.json")
        );

        _bench.Blobs.Upload("a/toy/r/run.json", LogFiles.Declaration("r"));
        _bench.Blobs.Delete(Declaration);
        await _bench.NoticeAsync("a/toy/r/run.json");
        Assert.Equal(BlobState.Committed, _bench.Fate("a/toy/r/run.json").State);
    }
}
