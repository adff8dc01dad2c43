using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Stalls;
using ScalingPipeline.Monitoring.Tests.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Stalls;

public sealed class StalledJobLifeTests
{
    private const string Domain = "simulated";

    private static readonly DateTimeOffset _start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly InMemoryState _state = new();
    private readonly SetClock _clock = new(_start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_falls_silent_is_told_once_and_resolves_when_a_log_comes()
    {
        using var service = Service();
        service.Stalls.Begin(_start);
        Put(until: 400, logs: 20);
        _clock.Now = _start + TimeSpan.FromMinutes(200);
        await service.RefitAsync(Domain, nightly: false, Cancellation);
        Assert.Empty(_state.Alerts);

        // No log comes, and nothing is marked as changed: the watch alone says when to look.
        Assert.Empty(service.Stalls.Due(_clock.Now));
        _clock.Now = _start + TimeSpan.FromMinutes(190 + 100);
        Assert.Equal([Domain], service.Stalls.Due(_clock.Now));
        Assert.Empty(service.Stalls.Due(_clock.Now));
        await service.RefitAsync(Domain, nightly: false, Cancellation);
        Assert.Equal(AlertStatus.Firing, Assert.Single(_state.Alerts.Values).Status);

        _clock.Now += TimeSpan.FromDays(1);
        await service.RefitAsync(Domain, nightly: true, Cancellation);
        Assert.Single(_state.Outbox);

        Put(until: 420, logs: 20, more: _clock.Now);
        await service.RefitAsync(Domain, nightly: false, Cancellation);
        Assert.Equal(AlertStatus.Resolved, Assert.Single(_state.Alerts.Values).Status);
        Assert.Equal(2, _state.Outbox.Count);
    }

    [Fact]
    public async Task A_process_that_does_not_watch_finds_no_stalled_job_and_lets_go_of_none()
    {
        using var watching = Service();
        using var other = Service();
        Put(until: 400, logs: 20);
        _clock.Now = _start + TimeSpan.FromDays(1);

        await other.RefitAsync(Domain, nightly: false, Cancellation);
        Assert.Empty(_state.Alerts);

        watching.Stalls.Begin(_start);
        await watching.RefitAsync(Domain, nightly: false, Cancellation);
        await other.RefitAsync(Domain, nightly: true, Cancellation);
        Assert.Equal(AlertStatus.Firing, Assert.Single(_state.Alerts.Values).Status);
    }

    [Fact]
    public async Task Marking_the_run_resolves_the_alert()
    {
        using var service = Service();
        service.Stalls.Begin(_start);
        Put(until: 400, logs: 20);
        _clock.Now = _start + TimeSpan.FromDays(1);
        await service.RefitAsync(Domain, nightly: false, Cancellation);
        var run = Assert.Single(_state.Alerts.Values).Condition.Run;

        _state.Marks.Add(
            new RunMark
            {
                Domain = Domain,
                Run = run,
                Verdict = RunVerdict.Faulty,
                Author = "ada",
                Comment = "ended",
                At = _clock.Now,
            }
        );
        await service.RefitAsync(Domain, nightly: false, Cancellation);

        Assert.Equal(AlertStatus.Resolved, Assert.Single(_state.Alerts.Values).Status);
    }

    private void Put(long until, int logs, DateTimeOffset? more = null)
    {
        var run = new SimulatedFamily().Runs()[0].Until(until);
        var version = _state.Domains.TryGetValue(Domain, out var before) ? before.Version : 0;
        _state.Domains[Domain] = (version + 1, [.. StoredRuns.Contributions(run)]);
        DateTimeOffset[] times =
        [
            .. Enumerable.Range(0, logs).Select(i => _start + TimeSpan.FromMinutes(10 * i)),
        ];
        _state.Arrivals[Domain] =
        [
            new RunArrivals(run.Name, more is { } last ? [.. times, last] : times),
        ];
    }

    private RefitService Service() =>
        new(
            _state,
            InMemoryLeases.Sections(),
            new NoFacts(),
            [new ConsoleSink(NullLogger<ConsoleSink>.Instance)],
            new OutboxSignal(),
            _clock,
            NullLogger<RefitService>.Instance
        );

    private sealed class NoFacts : IDomainFacts
    {
        public DomainFacts? Of(string domain) => null;
    }
}
