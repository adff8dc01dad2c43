using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Ingestion.Tests.Watching;

public sealed class LeasedLookTests
{
    private static readonly Lease _lease = new("scan:memory", "here", 1);

    private readonly ILeases _leases = Substitute.For<ILeases>();
    private readonly Bench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public LeasedLookTests()
    {
        _bench.Blobs.Upload("toy/r/run.json", LogFiles.Declaration("r"));
        IsFree(true);
    }

    [Fact]
    public async Task One_process_at_a_time_scans_a_container()
    {
        IsFree(false);
        await Look(_bench.QueueScan).LookAsync(Cancelled);
        Assert.Empty(_bench.Queue.Waiting);

        IsFree(true);
        await Look(_bench.QueueScan).LookAsync(Cancelled);
        Assert.Single(_bench.Queue.Waiting);
        await _leases.Received(1).ReleaseAsync(_lease, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_worker_that_is_not_to_scan_goes_on_with_notices()
    {
        IsFree(false);
        await Look(_bench.QueueScan).LookAsync(Cancelled);

        await _bench.NoticeAsync("toy/r/run.json");

        Assert.Equal(1, (await _bench.CountAsync()).Committed);
    }

    [Fact]
    public async Task The_look_tells_whether_anything_changed_by_it()
    {
        var look = Look(_bench.IngestionPass);

        Assert.True(await look.LookAsync(Cancelled));
        Assert.False(await look.LookAsync(Cancelled));
    }

    [Fact]
    public async Task The_pass_of_a_command_waits_for_no_lease()
    {
        IsFree(false);

        await _bench.PassAsync();

        Assert.Equal(1, (await _bench.CountAsync()).Committed);
    }

    private LeasedLook Look(IStorageLook look) =>
        new(look, new LeasedSections(_leases, _bench.Time, NullLogger<LeasedSections>.Instance));

    private void IsFree(bool free) =>
        _leases
            .TryTakeAsync(
                $"scan:{_bench.Blobs.Container}",
                Arg.Any<TimeSpan>(),
                Arg.Any<CancellationToken>()
            )
            .Returns(free ? _lease : null);
}
