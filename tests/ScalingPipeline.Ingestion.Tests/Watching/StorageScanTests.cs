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
        await Assert.ThrowsAsync<IOException>(bench.PassAsync);
        Assert.NotNull(bench.Ledger.Position);
        bench.Blobs.Pages = 0;

        await bench.PassAsync();

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
        await Assert.ThrowsAsync<IOException>(bench.PassAsync);
        bench.Time.Advance(TimeSpan.FromHours(2));
        bench.Blobs.Pages = 0;

        await bench.PassAsync();

        Assert.Equal(3, bench.Blobs.Pages);
    }

    [Fact]
    public async Task A_small_container_leaves_no_position()
    {
        var bench = new Bench();
        bench.UploadRun();

        await bench.PassAsync();

        Assert.Null(bench.Ledger.Position);
        Assert.Equal(BlobState.Committed, bench.Fate(Evaluation).State);
    }
}
