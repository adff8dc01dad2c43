using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Refit;

public sealed class RefitServiceTests
{
    private static readonly JsonSerializerOptions _json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly InMemoryState _state = new();
    private readonly SetClock _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

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

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refit_stores_the_analysis_its_alerts_and_their_messages_and_clears_the_change()
    {
        Put(Faulty());

        await Service().RefitAsync("simulated", nightly: false, Cancellation);

        Assert.Empty(await _state.ChangedAsync(Cancellation));
        Assert.Equal(5, Assert.Single(_state.Analyses).Analysis.Runs.Count);
        Assert.Equal(AlertStatus.Firing, Assert.Single(_state.Alerts.Values).Status);
        Assert.Single(_state.Outbox);
    }

    [Fact]
    public async Task A_repeated_refit_gives_the_same_bytes_and_tells_nobody_again()
    {
        Put(Faulty());
        await Service().RefitAsync("simulated", nightly: false, Cancellation);
        _clock.Now += TimeSpan.FromHours(1);

        await Service().RefitAsync("simulated", nightly: false, Cancellation);

        Assert.Equal(Bytes(_state.Analyses[0].Analysis), Bytes(_state.Analyses[1].Analysis));
        Assert.Single(_state.Outbox);
        Assert.Equal(_state.Analyses[0].At, Assert.Single(_state.Alerts.Values).Updated);
    }

    [Fact]
    public async Task The_order_and_the_names_of_parts_that_do_not_overlap_change_nothing()
    {
        var runs = Faulty();
        Put(runs);
        await Service().RefitAsync("simulated", nightly: false, Cancellation);
        Put([.. runs.Reverse()]);

        await Service().RefitAsync("simulated", nightly: false, Cancellation);

        Assert.Equal(Bytes(_state.Analyses[0].Analysis), Bytes(_state.Analyses[1].Analysis));
    }

    [Fact]
    public async Task Correcting_the_logs_of_a_finished_run_resolves_its_alert()
    {
        Put(Faulty());
        await Service().RefitAsync("simulated", nightly: false, Cancellation);
        Put([.. new SimulatedFamily().Runs()]);

        await Service().RefitAsync("simulated", nightly: false, Cancellation);

        Assert.Equal(AlertStatus.Resolved, Assert.Single(_state.Alerts.Values).Status);
        Assert.Equal(2, _state.Outbox.Count);
    }

    [Fact]
    public async Task The_alerts_of_a_domain_that_lost_all_its_logs_resolve_and_no_law_is_left()
    {
        Put(Faulty());
        await Service().RefitAsync("simulated", nightly: false, Cancellation);
        Put([]);

        await Service().RefitChangedAsync("simulated", Cancellation);

        Assert.Empty(await _state.ChangedAsync(Cancellation));
        Assert.Empty(_state.Analyses[^1].Analysis.Laws);
        Assert.Empty(_state.Analyses[^1].Analysis.Runs);
        Assert.Equal(AlertStatus.Resolved, Assert.Single(_state.Alerts.Values).Status);
        Assert.Equal(2, _state.Outbox.Count);
    }

    private static Run[] Faulty() =>
        new SimulatedFamily().Runs().With(2, r => r.Scaled(1.4, from: 100));

    private void Put(IReadOnlyList<Run> runs)
    {
        var version = _state.Domains.TryGetValue("simulated", out var before) ? before.Version : 0;
        _state.Domains["simulated"] = (
            version + 1,
            [.. runs.SelectMany(run => StoredRuns.Contributions(run))]
        );
    }

    private static string Bytes(DomainAnalysis analysis) =>
        JsonSerializer.Serialize(analysis, _json);

    private sealed class NoFacts : IDomainFacts
    {
        public DomainFacts? Of(string domain) => null;
    }
}
