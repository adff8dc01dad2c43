using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;
using static ScalingPipeline.Ingestion.Tests.Fakes.ToyRun;

namespace ScalingPipeline.Ingestion.Tests.Watching;

public sealed class QueueScanTests
{
    [Fact]
    public async Task It_alone_finds_everything_when_no_event_comes()
    {
        var bench = new Bench();
        bench.UploadRun();

        await bench.ScanAsync();
        await bench.DrainAsync();

        Assert.Equal(new LedgerCounts(0, 0, 3, 0, 0, 0), await bench.CountAsync());
    }

    [Fact]
    public async Task It_sends_nothing_for_what_is_read()
    {
        var bench = new Bench();
        bench.UploadRun();
        await bench.PassAsync();

        Assert.Equal(0, await bench.ScanAsync());
        Assert.Empty(bench.Queue.Waiting);
    }

    [Fact]
    public async Task It_waits_with_sending_while_the_queue_is_long()
    {
        var bench = new Bench(options => options.LongestQueue = 2);
        bench.UploadRun();

        Assert.Equal(0, await bench.ScanAsync());
        Assert.Equal(3, (await bench.CountAsync()).Discovered);
    }

    [Fact]
    public async Task What_is_still_in_the_queue_is_not_sent_again()
    {
        var bench = new Bench();
        bench.UploadRun();

        Assert.Equal(3, await bench.ScanAsync());
        Assert.Equal(0, await bench.ScanAsync());
        bench.Blobs.Upload("toy/s/run.json", LogFiles.Declaration("s"));
        Assert.Equal(1, await bench.ScanAsync());

        Assert.Equal(4, bench.Queue.Waiting.Count);
    }

    [Fact]
    public async Task What_was_lost_from_the_queue_is_sent_again()
    {
        var bench = new Bench();
        bench.UploadRun();
        await bench.ScanAsync();
        bench.Queue.Waiting.Dequeue();

        await bench.ScanAsync();
        await bench.DrainAsync();

        Assert.Equal(new LedgerCounts(0, 0, 3, 0, 0, 0), await bench.CountAsync());
    }

    [Fact]
    public async Task A_part_that_waits_too_long_for_its_declaration_is_set_aside()
    {
        var bench = new Bench();
        bench.Blobs.Upload(Evaluation, Tokens);
        await bench.ScanAsync();
        await bench.DrainAsync();
        Assert.Equal(BlobState.InProgress, bench.Fate(Evaluation).State);

        bench.Time.Advance(TimeSpan.FromHours(25));
        await bench.ScanAsync();
        await bench.DrainAsync();

        Assert.Equal(BlobState.Quarantined, bench.Fate(Evaluation).State);
    }
}
