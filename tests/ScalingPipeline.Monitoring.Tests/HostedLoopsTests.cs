using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Stalls;
using ScalingPipeline.Monitoring.Tests.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests;

/// <summary>The loops as the host runs them. Tests wait for what happens, not for a time.</summary>
public sealed class HostedLoopsTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_changed_domain_is_refitted_and_its_alert_delivered()
    {
        var sink = new ChannelSink();
        using var host = Host(
            new() { ["Monitoring:Nightly:Enabled"] = "false" },
            sink,
            Substitute.For<INightlyReport>()
        );
        await host.StartAsync(TestContext.Current.CancellationToken);

        var alert = await sink
            .Taken.Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(_patience, TestContext.Current.CancellationToken);

        Assert.Equal(AlertCodes.FinalLoss, alert.Code);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_sink_that_forgets_is_told_again_and_again_of_what_fires()
    {
        var sink = new ChannelSink { Resend = TimeSpan.FromMilliseconds(1) };
        using var host = Host(
            new() { ["Monitoring:Nightly:Enabled"] = "false" },
            sink,
            Substitute.For<INightlyReport>()
        );
        await host.StartAsync(TestContext.Current.CancellationToken);

        for (var i = 0; i < 3; i++)
        {
            var alert = await sink
                .Taken.Reader.ReadAsync(TestContext.Current.CancellationToken)
                .AsTask()
                .WaitAsync(_patience, TestContext.Current.CancellationToken);
            Assert.Equal(AlertStatus.Firing, alert.Status);
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_missed_night_is_made_up_for_at_start_in_the_scheduler()
    {
        var written = Channel.CreateUnbounded<DateOnly>();
        var report = Substitute.For<INightlyReport>();
        report
            .WriteAsync(Arg.Any<DateOnly>(), Arg.Any<CancellationToken>())
            .Returns(call => written.Writer.WriteAsync(call.Arg<DateOnly>()).AsTask());
        using var host = Host(
            new() { ["Monitoring:Nightly:CatchUp"] = "2.00:00:00" },
            new ChannelSink(),
            report
        );
        await host.StartAsync(TestContext.Current.CancellationToken);

        var date = await written
            .Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(_patience, TestContext.Current.CancellationToken);

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.InRange(date, today.AddDays(-1), today);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_job_that_falls_silent_is_told_although_no_log_comes()
    {
        var clock = new SetClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var sink = new ChannelSink();
        using var host = Host(
            new() { ["Monitoring:Nightly:Enabled"] = "false" },
            sink,
            Substitute.For<INightlyReport>(),
            clock,
            silent: 4
        );
        await host.StartAsync(TestContext.Current.CancellationToken);
        var first = await sink
            .Taken.Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(_patience, TestContext.Current.CancellationToken);
        Assert.Equal(AlertCodes.FinalLoss, first.Code);

        clock.Now += TimeSpan.FromDays(1);

        var alert = await sink
            .Taken.Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(_patience, TestContext.Current.CancellationToken);
        Assert.Equal(AlertCodes.StalledJob, alert.Code);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static IHost Host(
        Dictionary<string, string?> settings,
        IAlertSink sink,
        INightlyReport report,
        SetClock? clock = null,
        int? silent = null
    )
    {
        settings["Monitoring:Refit:Quiet"] = "00:00:00";
        settings["Monitoring:Refit:Poll"] = "00:00:00.050";
        settings["Monitoring:Delivery:Console"] = "false";
        settings["Monitoring:Delivery:Blobs"] = "false";
        var state = new InMemoryState();
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(1.4, from: 100));
        if (silent is { } index)
        {
            runs = runs.With(index, r => r.Until(400));
            state.Arrivals["simulated"] =
            [
                new RunArrivals(
                    runs[index].Name,
                    [
                        .. Enumerable
                            .Range(-20, 20)
                            .Select(i => clock!.Now + TimeSpan.FromMinutes(10 * i)),
                    ]
                ),
            ];
        }

        state.Domains["simulated"] = (1, [.. runs.SelectMany(StoredRuns.Contributions)]);
        var builder = new HostApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<IMonitoringState>(state);
        builder.Services.AddSingleton<ILeases>(new InMemoryLeases());
        if (clock is not null)
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
        }

        builder.Services.AddSingleton(sink);
        builder.Services.AddSingleton(report);
        builder.Services.AddSingleton(Substitute.For<IDomainFacts>());
        builder.Services.AddSingleton(Substitute.For<IBlobSink>());
        builder.Services.AddMonitoring(builder.Configuration).AddMonitoringLoops();
        return builder.Build();
    }

    private sealed class ChannelSink : IAlertSink
    {
        public Channel<AlertDocument> Taken { get; } = Channel.CreateUnbounded<AlertDocument>();

        public string Name => "channel";

        public TimeSpan Resend { get; init; }

        public Task SendAsync(AlertNotice notice, CancellationToken cancellationToken) =>
            Taken.Writer.WriteAsync(notice.Alerts.Single(), cancellationToken).AsTask();
    }
}
