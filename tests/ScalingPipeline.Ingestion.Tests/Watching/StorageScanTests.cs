using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;
using static ScalingPipeline.Ingestion.Tests.Fakes.ToyRun;

namespace ScalingPipeline.Ingestion.Tests.Watching;

public sealed class StorageScanTests
{
    [Fact]
    public async Task A_scan_that_is_interrupted_goes_on_where_it_was_and_misses_nothing()
    {
        var bench = new Bench();
        bench.UploadRun();
        bench.Blobs.PageSize = 1;
        bench.Blobs.FaultAfterPages = 2;
        await Assert.ThrowsAsync<IOException>(bench.LookAsync);
        Assert.NotNull(bench.Ledger.Position);
        bench.Blobs.Pages = 0;

        await bench.LookAsync();

        Assert.Equal(1, bench.Blobs.Pages);
        Assert.Null(bench.Ledger.Position);
        Assert.Equal(new LedgerCounts(0, 0, 3, 0, 0, 0), await bench.CountAsync());
    }

    [Fact]
    public async Task An_old_position_is_not_gone_on_from()
    {
        var bench = new Bench();
        bench.UploadRun();
        bench.Blobs.PageSize = 1;
        bench.Blobs.FaultAfterPages = 2;
        await Assert.ThrowsAsync<IOException>(bench.LookAsync);
        bench.Time.Advance(TimeSpan.FromHours(2));
        bench.Blobs.Pages = 0;

        await bench.LookAsync();

        Assert.Equal(3, bench.Blobs.Pages);
    }

    [Fact]
    public async Task The_pass_of_a_command_looks_at_everything_and_leaves_the_position_of_the_service_alone()
    {
        var bench = new Bench();
        bench.UploadRun();
        bench.Blobs.PageSize = 1;
        bench.Blobs.FaultAfterPages = 2;
        await Assert.ThrowsAsync<IOException>(bench.LookAsync);
        var position = bench.Ledger.Position;
        bench.Blobs.Pages = 0;

        Assert.Equal(3, (await bench.PassAsync()).Listed);

        Assert.Equal(3, bench.Blobs.Pages);
        Assert.Equal(position, bench.Ledger.Position);
    }

    [Fact]
    public async Task A_small_container_leaves_no_position()
    {
        var bench = new Bench();
        bench.UploadRun();

        await bench.LookAsync();

        Assert.Null(bench.Ledger.Position);
        Assert.Equal(BlobState.Committed, bench.Fate(Evaluation).State);
    }
}
