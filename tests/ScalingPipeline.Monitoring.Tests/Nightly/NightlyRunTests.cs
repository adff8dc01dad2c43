using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Nightly;

public sealed class NightlyRunTests
{
    private static readonly Night _night = new(
        new DateOnly(2026, 3, 1),
        new(2026, 3, 1, 2, 30, 0, TimeSpan.Zero)
    );

    private readonly InMemoryState _state = new();
    private readonly SetClock _clock = new(_night.At);
    private readonly INightlyReport _report = Substitute.For<INightlyReport>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public NightlyRunTests() =>
        _state.Domains["simulated"] = (
            1,
            [.. new SimulatedFamily().Runs().SelectMany(StoredRuns.Contributions)]
        );

    [Fact]
    public async Task A_night_refits_every_domain_and_then_writes_the_report()
    {
        var outcome = await Run().ExecuteAsync(_night, Cancellation);

        Assert.Equal(NightOutcome.Done, outcome);
        Assert.Single(_state.Analyses);
        await _report.Received(1).WriteAsync(_night.Date, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Two_workers_give_one_report()
    {
        var outcomes = await Task.WhenAll(
            Run().ExecuteAsync(_night, Cancellation),
            Run().ExecuteAsync(_night, Cancellation)
        );

        Assert.Equal([NightOutcome.Done, NightOutcome.AlreadyClaimed], outcomes.Order().ToArray());
        await _report.Received(1).WriteAsync(_night.Date, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_night_that_was_missed_is_made_up_for()
    {
        _clock.Now = _night.At.AddHours(5);

        Assert.Equal(NightOutcome.Done, await Run().ExecuteAsync(_night, Cancellation));
    }

    [Fact]
    public async Task A_night_that_was_missed_is_left_out_when_configured_so()
    {
        _clock.Now = _night.At.AddHours(5);

        var outcome = await Run(new NightlyOptions { Misfire = NightlyMisfire.Skip })
            .ExecuteAsync(_night, Cancellation);

        Assert.Equal(NightOutcome.Skipped, outcome);
        await _report.DidNotReceive().WriteAsync(Arg.Any<DateOnly>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_night_missed_longer_than_the_catch_up_is_left_out()
    {
        _clock.Now = _night.At.AddHours(21);

        Assert.Equal(NightOutcome.Skipped, await Run().ExecuteAsync(_night, Cancellation));
    }

    [Fact]
    public async Task A_night_that_failed_is_given_again_when_its_claim_is_stale()
    {
        _report
            .WriteAsync(_night.Date, Arg.Any<CancellationToken>())
            .ThrowsAsync(new IOException("disk full"));
        await Assert.ThrowsAsync<IOException>(() => Run().ExecuteAsync(_night, Cancellation));
        Assert.Equal(NightOutcome.AlreadyClaimed, await Run().ExecuteAsync(_night, Cancellation));

        _clock.Now = _night.At.AddHours(1.5);
        _report.WriteAsync(_night.Date, Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);

        Assert.Equal(NightOutcome.Done, await Run().ExecuteAsync(_night, Cancellation));
    }

    private NightlyRun Run(NightlyOptions? options = null) =>
        new(
            _state,
            new RefitService(
                _state,
                InMemoryLeases.Sections(),
                Substitute.For<IDomainFacts>(),
                [],
                new OutboxSignal(),
                _clock,
                NullLogger<RefitService>.Instance
            ),
            _report,
            Substitute.For<IHttpClientFactory>(),
            Options.Create(options ?? new NightlyOptions()),
            _clock,
            NullLogger<NightlyRun>.Instance
        );
}
