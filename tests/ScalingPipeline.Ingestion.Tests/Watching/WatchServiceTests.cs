using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Ingestion.Tests.Watching;

public sealed class WatchServiceTests
{
    private static readonly TimeSpan _never = TimeSpan.FromHours(1);

    [Fact]
    public async Task It_passes_at_the_start_and_on_every_hint_and_tells_of_commits()
    {
        var (bench, hint, commits) = (new Bench(), new StorageHint(), new CommitHint());
        bench.Blobs.Upload("toy/r/run.json", LogFiles.Declaration("r"));
        using var service = Service(bench, hint, commits);

        await service.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(await CommitAsync(commits));
        bench.Blobs.Upload("toy/s/run.json", LogFiles.Declaration("s"));
        hint.Raise();
        Assert.True(await CommitAsync(commits));
        await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, bench.Ledger.Contributions().Count);
    }

    [Fact]
    public async Task A_pass_that_fails_does_not_end_it()
    {
        var (bench, hint, commits) = (new Bench(), new StorageHint(), new CommitHint());
        bench.Blobs.Upload("toy/r/run.json", LogFiles.Declaration("r"));
        bench.Ledger.CommitFault = new InvalidOperationException("no ledger");
        using var service = Service(bench, hint, commits, TimeSpan.FromMilliseconds(100));

        await service.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(await CommitAsync(commits));
        await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.Single(bench.Ledger.Contributions());
    }

    [Fact]
    public async Task A_signal_raised_before_the_wait_is_not_lost_and_many_are_one()
    {
        var signal = new StorageHint();
        signal.Raise();
        signal.Raise();

        Assert.True(await WaitAsync(signal, _never));
        Assert.False(await WaitAsync(signal, TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void The_wait_doubles_with_every_failure_up_to_its_limit()
    {
        var schedule = new PassSchedule(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        var delays = new List<double>();
        for (var failure = 0; failure < 5; failure++)
        {
            delays.Add(schedule.NextDelay.TotalSeconds);
            schedule.Failed();
        }

        schedule.Succeeded();

        Assert.Equal([5, 10, 20, 30, 30], delays);
        Assert.Equal(5, schedule.NextDelay.TotalSeconds);
    }

    private static Task<bool> CommitAsync(CommitHint commits) => WaitAsync(commits, _never);

    private static Task<bool> WaitAsync(CoalescingSignal signal, TimeSpan atMost) =>
        signal.WaitAsync(atMost, TimeProvider.System, TestContext.Current.CancellationToken);

    private static WatchService Service(
        Bench bench,
        StorageHint hint,
        CommitHint commits,
        TimeSpan? interval = null
    ) =>
        new(
            bench.IngestionPass,
            hint,
            commits,
            Options.Create(new WatchOptions { Interval = interval ?? _never }),
            TimeProvider.System,
            NullLogger<WatchService>.Instance
        );
}
