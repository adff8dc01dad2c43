using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;
using static ScalingPipeline.Ingestion.Tests.Fakes.ToyRun;

namespace ScalingPipeline.Ingestion.Tests.Watching;

public sealed class IngestionFaultTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task A_half_written_file_waits_until_the_age_limit_and_is_then_set_aside()
    {
        _bench.UploadRun();
        _bench.Blobs.Upload(Evaluation, Tokens[..^10]);
        for (var pass = 0; pass < 10; pass++)
        {
            await _bench.PassAsync();
            Assert.Equal(BlobState.InProgress, _bench.Fate(Evaluation).State);
        }

        _bench.Time.Advance(TimeSpan.FromHours(24));
        await _bench.PassAsync();

        var (state, reason) = _bench.Fate(Evaluation);
        Assert.Equal(BlobState.Quarantined, state);
        Assert.Contains("It was waited for since", reason);
    }

    [Theory]
    [InlineData(Evaluation)]
    [InlineData(Declaration)]
    public async Task An_empty_file_waits_and_is_taken_when_it_is_whole(string name)
    {
        _bench.UploadRun();
        var whole = _bench.Blobs[name];
        _bench.Blobs.Upload(name, []);
        await _bench.PassAsync();
        Assert.Equal(BlobState.InProgress, _bench.Fate(name).State);

        _bench.Blobs.Upload(name, whole);
        await _bench.PassAsync();

        Assert.Equal(BlobState.Committed, _bench.Fate(name).State);
        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task Storage_that_fails_is_tried_again_inside_the_pass()
    {
        _bench.UploadRun();
        var faults = 2;
        _bench.Blobs.Fault = name =>
            name == Evaluation && faults-- > 0 ? new IOException("reset by peer") : null;

        await _bench.PassAsync();

        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task A_blob_that_storage_cannot_give_is_set_aside_after_five_tries_and_stops_nothing()
    {
        _bench.UploadRun();
        _bench.Blobs.Fault = name => name == Evaluation ? new IOException("disk error") : null;
        for (var pass = 1; pass < 5; pass++)
        {
            await _bench.PassAsync();
            Assert.Equal((BlobState.InProgress, "disk error"), _bench.Fate(Evaluation));
            Assert.Equal(pass, _bench.Ledger.Newest(Evaluation).Attempts);
        }

        await _bench.PassAsync();

        Assert.Equal(
            (
                BlobState.Quarantined,
                "disk error It was tried 5 times; it is tried again after a rest."
            ),
            _bench.Fate(Evaluation)
        );
        Assert.Equal(BlobState.Committed, _bench.Fate(Training).State);

        _bench.Blobs.Fault = _ => null;
        await _bench.PassAsync();
        Assert.Equal(BlobState.Quarantined, _bench.Fate(Evaluation).State);

        _bench.Time.Advance(TimeSpan.FromHours(1));
        await _bench.PassAsync();
        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task A_blob_set_aside_by_a_clock_that_was_ahead_does_not_rest_until_then()
    {
        _bench.UploadRun();
        _bench.Blobs.Fault = name => name == Evaluation ? new IOException("disk error") : null;
        _bench.Time.Advance(TimeSpan.FromHours(14));
        for (var pass = 0; pass < 5; pass++)
        {
            await _bench.PassAsync();
        }

        Assert.Equal(BlobState.Quarantined, _bench.Fate(Evaluation).State);
        _bench.Blobs.Fault = _ => null;
        _bench.Time.Advance(TimeSpan.FromHours(-14));
        await _bench.PassAsync();

        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task A_try_is_written_down_before_it_is_begun()
    {
        _bench.UploadRun();
        var attempts = 0;
        _bench.Blobs.Fault = name =>
        {
            attempts = name == Evaluation ? _bench.Ledger.Newest(Evaluation).Attempts : attempts;
            return null;
        };

        await _bench.PassAsync();

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task A_blob_that_ended_the_process_five_times_is_not_begun_again()
    {
        _bench.UploadRun();
        _bench.Blobs.Fault = name => name == Evaluation ? new IOException("x") : null;
        for (var pass = 0; pass < 4; pass++)
        {
            await _bench.PassAsync();
        }

        var entry = _bench.Ledger.Newest(Evaluation);
        await _bench.Ledger.RecordAsync(
            [entry with { Attempts = 5 }],
            TestContext.Current.CancellationToken
        );
        _bench.Blobs.Opened.Clear();
        await _bench.PassAsync();

        Assert.DoesNotContain(Evaluation, _bench.Blobs.Opened);
        Assert.StartsWith("Reading it was begun 5 times", _bench.Fate(Evaluation).Reason);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_not_held_against_the_log()
    {
        _bench.UploadRun();
        _bench.Blobs.Fault = name =>
            name.StartsWith("normalized/") ? new IOException("disk full") : null;
        for (var pass = 0; pass < 7; pass++)
        {
            await _bench.PassAsync();
        }

        Assert.Equal(BlobState.InProgress, _bench.Fate(Evaluation).State);
        Assert.Contains("disk full", _bench.Fate(Evaluation).Reason);

        _bench.Blobs.Fault = _ => null;
        await _bench.PassAsync();
        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task A_version_that_goes_while_it_is_read_is_left_to_the_next_pass()
    {
        _bench.UploadRun();
        _bench.Blobs.Fault = name =>
        {
            if (name == Evaluation)
            {
                _bench.Blobs.Fault = _ => null;
                _bench.Blobs.Upload(Evaluation, LogFiles.Tokens(LogFiles.Evaluation(2, 4, 8)));
            }

            return null;
        };

        await _bench.PassAsync();
        Assert.DoesNotContain(
            _bench.Ledger.History,
            e => e.Blob.Name == Evaluation && e.State == BlobState.Committed
        );

        await _bench.PassAsync();
        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task A_ledger_that_fails_ends_the_pass_and_the_next_one_commits()
    {
        _bench.UploadRun();
        _bench.Ledger.CommitFault = new InvalidOperationException("no ledger");

        await Assert.ThrowsAnyAsync<InvalidOperationException>(_bench.PassAsync);
        await _bench.PassAsync();

        Assert.Equal(3, _bench.Ledger.Contributions().Count);
    }
}
