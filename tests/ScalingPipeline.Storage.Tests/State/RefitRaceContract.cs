using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.State.Leases;
using ScalingPipeline.Storage.State.Monitoring;
using static ScalingPipeline.Storage.Tests.State.Samples;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>Two processes that refit one domain at the same time tell nobody twice.</summary>
public abstract class RefitRaceContract : StateContract
{
    private const string Domain = "simulated";

    [Fact]
    public async Task A_process_that_comes_second_waits_and_has_nothing_to_tell()
    {
        await CommitFaultyRunsAsync();
        var refused = new TaskCompletionSource();
        var second = Process(Opened(), minute: 1, () => { }, new Telling(refused));
        Task<DomainAnalysis>? racing = null;
        var first = Process(
            Database,
            minute: 0,
            // Contributions are read, alerts are not yet.
            whileRefitting: () =>
            {
                racing = Task.Run(() => second.RefitAsync(Domain, nightly: false, Cancelled));
                refused.Task.Wait(Cancelled);
            }
        );

        await first.RefitAsync(Domain, nightly: false, Cancelled);
        await racing!;

        await OneMessageAsync(Time);
    }

    [Fact]
    public async Task A_process_that_slept_through_its_lease_stores_and_tells_nothing()
    {
        await CommitFaultyRunsAsync();
        var other = Process(Opened(), minute: 1, () => { });
        var sleeper = Process(
            Database,
            minute: 0,
            whileRefitting: () =>
                Task.Run(async () =>
                    {
                        await LetLeasesRunOutAsync();
                        await other.RefitAsync(Domain, nightly: false, Cancelled);
                    })
                    .Wait(Cancelled)
        );

        await Assert.ThrowsAsync<LeaseLostException>(() =>
            sleeper.RefitAsync(Domain, nightly: false, Cancelled)
        );

        await OneMessageAsync(Time.AddMinutes(1));
    }

    [Fact]
    public async Task Many_that_refit_at_once_tell_once()
    {
        await CommitFaultyRunsAsync();
        RefitService[] processes =
        [
            .. Enumerable.Range(0, 3).Select(i => Process(Opened(), i, () => { })),
        ];

        await Task.WhenAll(
            processes.Select(p =>
                Task.Run(() => p.RefitAsync(Domain, nightly: false, Cancelled), Cancelled)
            )
        );

        Assert.Equal(1, await Monitoring.WaitingMessagesAsync(Cancelled));
    }

    [Fact]
    public async Task A_changed_domain_that_another_process_has_refitted_is_left_alone()
    {
        await CommitFaultyRunsAsync();
        await Process(Opened(), 0, () => { }).RefitChangedAsync(Domain, Cancelled);
        var refits = 0;

        await Process(Opened(), 1, () => refits++).RefitChangedAsync(Domain, Cancelled);

        Assert.Equal(0, refits);
        Assert.Equal(1, await Monitoring.WaitingMessagesAsync(Cancelled));
    }

    [Fact]
    public async Task A_domain_that_lost_all_its_logs_is_refitted_and_its_alerts_resolve()
    {
        await CommitFaultyRunsAsync();
        var process = Process(Database, 0, () => { });
        await process.RefitChangedAsync(Domain, Cancelled);
        var entries = await Ledger.EntriesAsync(null, 1000, Cancelled);
        await Ledger.RecordAsync(
            [
                .. entries.Select(e =>
                    e with
                    {
                        Blob = e.Blob with { ETag = "etag-2" },
                        State = BlobState.Quarantined,
                        FirstSeen = e.FirstSeen.AddHours(1),
                    }
                ),
            ],
            Cancelled
        );

        await process.RefitChangedAsync(Domain, Cancelled);

        Assert.Empty(await Monitoring.AlertsAsync(includeResolved: false, Cancelled));
        Assert.Empty(await Monitoring.ChangedAsync(Cancelled));
        Assert.Empty(await Monitoring.DomainsAsync(Cancelled));
        Assert.Empty(await Monitoring.AnalysesAsync(null, Cancelled));
    }

    private async Task CommitFaultyRunsAsync()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(1.4, from: 100));
        foreach (
            var (contribution, i) in runs.SelectMany(StoredRuns.Contributions)
                .Select((c, i) => (c.Contribution, i))
        )
        {
            var entry = Entry($"{i}") with
            {
                Blob = new BlobIdentity(Container, $"{i}", "etag-1"),
                Domain = Domain,
                Run = contribution.Run,
            };
            await Ledger.CommitAsync(entry, contribution, Cancelled);
        }
    }

    private Task<int> LetLeasesRunOutAsync() =>
        Database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    "UPDATE lease SET until = @past",
                    new { past = StoredText.Of(DateTimeOffset.UnixEpoch) }
                ),
            Cancelled
        );

    private async Task OneMessageAsync(DateTimeOffset since)
    {
        Assert.Equal(1, await Monitoring.WaitingMessagesAsync(Cancelled));
        var alert = Assert.Single(await Monitoring.AlertsAsync(includeResolved: true, Cancelled));
        Assert.Equal((AlertStatus.Firing, since), (alert.Status, alert.Since));
    }

    private static RefitService Process(
        StateDatabase database,
        int minute,
        Action whileRefitting,
        Telling? telling = null
    )
    {
        var facts = Substitute.For<IDomainFacts>();
        facts
            .Of(Domain)
            .Returns(_ =>
            {
                whileRefitting();
                return null;
            });
        var sink = Substitute.For<IAlertSink>();
        sink.Name.Returns("ops");
        ILeases leases = new SqlLeases(database);
        return new RefitService(
            new SqlMonitoringState(database),
            new LeasedSections(
                telling is null ? leases : telling with { Leases = leases },
                TimeProvider.System,
                NullLogger<LeasedSections>.Instance
            ),
            facts,
            [sink],
            new OutboxSignal(),
            new Clock(Time.AddMinutes(minute)),
            NullLogger<RefitService>.Instance
        );
    }

    /// <summary>Tells when a lease was refused.</summary>
    private sealed record Telling(TaskCompletionSource Refused) : ILeases
    {
        public ILeases Leases { get; init; } = null!;

        public async Task<Lease?> TryTakeAsync(
            string name,
            TimeSpan duration,
            CancellationToken cancellationToken
        )
        {
            var lease = await Leases.TryTakeAsync(name, duration, cancellationToken);
            if (lease is null)
            {
                Refused.TrySetResult();
            }

            return lease;
        }

        public Task<bool> RenewAsync(
            Lease lease,
            TimeSpan duration,
            CancellationToken cancellationToken
        ) => Leases.RenewAsync(lease, duration, cancellationToken);

        public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
            Leases.ReleaseAsync(lease, cancellationToken);
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
