using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ScalingPipeline.Ingestion.Leases;

namespace ScalingPipeline.Ingestion.Tests.Leases;

public sealed class LeasedSectionsTests
{
    private static readonly Lease _lease = new("a", "here", 7);

    private readonly ILeases _leases = Substitute.For<ILeases>();
    private readonly TickingTime _time = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public LeasedSectionsTests()
    {
        _leases
            .TryTakeAsync("a", Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>())
            .Returns(_lease);
        _leases.RenewAsync(_lease, Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>()).Returns(true);
    }

    [Fact]
    public async Task The_work_is_given_the_lease_which_is_given_back_afterwards()
    {
        var given = await Sections().RunAsync("a", (lease, _) => Task.FromResult(lease), Cancelled);

        Assert.Equal(_lease, given);
        await _leases.Received(1).ReleaseAsync(_lease, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task It_is_given_back_when_the_work_fails_too()
    {
        await Assert.ThrowsAsync<IOException>(() =>
            Sections().TryRunAsync("a", (_, _) => throw new IOException("disk full"), Cancelled)
        );

        await _leases.Received(1).ReleaseAsync(_lease, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Nothing_is_done_while_another_process_does_it()
    {
        _leases
            .TryTakeAsync("a", Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>())
            .Returns((Lease?)null);

        Assert.False(
            await Sections().TryRunAsync("a", (_, _) => throw new IOException("done"), Cancelled)
        );
    }

    [Fact]
    public async Task Two_tasks_of_one_process_do_not_do_it_at_once_although_both_would_get_the_lease()
    {
        var sections = Sections();
        var inner = true;

        await sections.TryRunAsync(
            "a",
            async (_, held) =>
                inner = await sections.TryRunAsync("a", (_, _) => Task.CompletedTask, held),
            Cancelled
        );

        Assert.False(inner);
        Assert.True(await sections.TryRunAsync("a", (_, _) => Task.CompletedTask, Cancelled));
    }

    [Fact]
    public async Task It_is_renewed_at_a_third_of_its_duration()
    {
        await Sections()
            .TryRunAsync(
                "a",
                async (_, _) =>
                {
                    await _time.TickAsync(LeasedSections.Duration / 3);
                    await _time.TickAsync(LeasedSections.Duration / 3);
                },
                Cancelled
            );

        await _leases
            .Received(2)
            .RenewAsync(_lease, LeasedSections.Duration, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task When_another_process_took_it_the_work_is_cancelled_and_the_loss_is_told()
    {
        _leases
            .RenewAsync(_lease, Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>())
            .Returns(false);

        var lost = await Assert.ThrowsAsync<LeaseLostException>(() =>
            Sections().TryRunAsync("a", TickUntilCancelledAsync, Cancelled)
        );

        Assert.Contains("lease a", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_costs_the_lease_only_when_it_would_have_run_out()
    {
        _leases
            .RenewAsync(_lease, Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new IOException("the server restarts"));
        var started = _time.GetUtcNow();

        await Assert.ThrowsAsync<LeaseLostException>(() =>
            Sections().TryRunAsync("a", TickUntilCancelledAsync, Cancelled)
        );

        Assert.Equal(LeasedSections.Duration, _time.GetUtcNow() - started);
    }

    [Fact]
    public async Task Stopping_the_work_is_no_loss()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Sections()
                .TryRunAsync(
                    "a",
                    async (_, held) =>
                    {
                        await stop.CancelAsync();
                        held.ThrowIfCancellationRequested();
                    },
                    stop.Token
                )
        );

        await _leases.Received(1).ReleaseAsync(_lease, Arg.Any<CancellationToken>());
    }

    private async Task TickUntilCancelledAsync(Lease lease, CancellationToken held)
    {
        while (!held.IsCancellationRequested)
        {
            await _time.TickAsync(LeasedSections.Duration / 3);
        }

        held.ThrowIfCancellationRequested();
    }

    private LeasedSections Sections() => new(_leases, _time, NullLogger<LeasedSections>.Instance);

    /// <summary>Moves on only by ticks, each of which fires the periodic timers and waits until what they set off is done.</summary>
    private sealed class TickingTime : TimeProvider
    {
        private readonly List<Timer> _timers = [];
        private long _ticks = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new(_ticks, TimeSpan.Zero);

        public override long GetTimestamp() => _ticks;

        public async Task TickAsync(TimeSpan by)
        {
            _ticks += by.Ticks;
            foreach (var timer in _timers.Where(t => t.IsPeriodic).ToArray())
            {
                timer.Fire();
            }

            // The substitutes answer at once, so that all that follows a tick is queued before this.
            for (var i = 0; i < 20; i++)
            {
                await Task.Yield();
            }
        }

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        )
        {
            var timer = new Timer(callback, state, period);
            _timers.Add(timer);
            return timer;
        }

        private sealed class Timer(TimerCallback callback, object? state, TimeSpan period) : ITimer
        {
            private bool _disposed;

            public bool IsPeriodic => !_disposed && period > TimeSpan.Zero;

            public void Fire() => callback(state);

            public bool Change(TimeSpan dueTime, TimeSpan newPeriod) => !_disposed;

            public void Dispose() => _disposed = true;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
