using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Movement;

public sealed class LawMovementLifeTests
{
    private const string Domain = "simulated";

    private static readonly SimulatedFamily _family = new()
    {
        RunOffset = 0.001,
        Sizes = [3_072, 5_000, 9_600, 15_000, 24_576, 35_000, 49_152, 82_944],
    };

    private readonly InMemoryState _state = new();
    private readonly SetClock _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_law_that_moved_is_told_once_and_is_the_law_from_the_next_day_on()
    {
        using var service = Service();
        Put(_family.Runs());
        await service.RefitAsync(Domain, nightly: false, Cancellation);
        Assert.Empty(_state.Alerts);

        _clock.Now += TimeSpan.FromDays(1);
        Put([.. _family.Runs().Select(r => r.Scaled(1.05))]);
        await service.RefitAsync(Domain, nightly: false, Cancellation);
        await service.RefitAsync(Domain, nightly: true, Cancellation);

        var alert = Assert.Single(_state.Alerts.Values);
        Assert.Equal(AlertStatus.Firing, alert.Status);
        Assert.Equal(AlertCodes.LawMoved, alert.Condition.Code);
        Assert.Equal(CauseCodes.Redefined, alert.Condition.CauseCode);
        Assert.Single(_state.Outbox);

        for (var night = 1; night <= AlertLifecycle.EvaluationsToResolve; night++)
        {
            Assert.Equal(AlertStatus.Firing, Assert.Single(_state.Alerts.Values).Status);
            _clock.Now += TimeSpan.FromDays(1);
            await service.RefitAsync(Domain, nightly: true, Cancellation);
        }

        Assert.Equal(AlertStatus.Resolved, Assert.Single(_state.Alerts.Values).Status);
        Assert.Equal(2, _state.Outbox.Count);
    }

    [Fact]
    public async Task All_refits_of_a_day_compare_with_the_evening_before()
    {
        using var service = Service();
        Put(_family.Runs());
        await service.RefitAsync(Domain, nightly: false, Cancellation);
        _clock.Now += TimeSpan.FromHours(1);
        Put([.. _family.Runs().Select(r => r.Scaled(1.05))]);

        await service.RefitAsync(Domain, nightly: false, Cancellation);

        Assert.Empty(_state.Alerts);
    }

    private void Put(IReadOnlyList<Run> runs)
    {
        var version = _state.Domains.TryGetValue(Domain, out var before) ? before.Version : 0;
        _state.Domains[Domain] = (version + 1, [.. runs.SelectMany(StoredRuns.Contributions)]);
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
