using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Stalls;
using ScalingPipeline.Runs;
using ScalingPipeline.Storage.State.Leases;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>Analyses, alerts, messages, claimed nights and what people said, in a database; one part each does the work.</summary>
public sealed class SqlMonitoringState(StateDatabase database) : IMonitoringState
{
    private readonly Domains _domains = new(database);
    private readonly Arrivals _arrivals = new(database);
    private readonly Analyses _analyses = new(database);
    private readonly Outbox _outbox = new(database);
    private readonly Nights _nights = new(database);
    private readonly Judgements _judgements = new(database);

    public Task<IReadOnlyList<DomainVersion>> DomainsAsync(CancellationToken cancellationToken) =>
        _domains.AllAsync(cancellationToken);

    public Task<IReadOnlyList<DomainVersion>> ChangedAsync(CancellationToken cancellationToken) =>
        _domains.ChangedAsync(cancellationToken);

    public Task<(long Version, IReadOnlyList<StoredContribution> Contributions)> ContributionsAsync(
        string domain,
        CancellationToken cancellationToken
    ) => _domains.ContributionsAsync(domain, cancellationToken);

    public Task<IReadOnlyList<RunArrivals>> ArrivalsAsync(
        string domain,
        CancellationToken cancellationToken
    ) => _arrivals.OfAsync(domain, cancellationToken);

    public Task SaveAsync(RefitOutcome outcome, Lease lease, CancellationToken cancellationToken)
    {
        var content = StoredJson.Write(outcome.Analysis);
        return database.WriteAsync(
            async transaction =>
            {
                await SqlLeases.DemandAsync(transaction, lease);
                var read = new DomainVersion(outcome.Analysis.Domain, outcome.Version);
                if (await Domains.IsOvertakenAsync(transaction, read))
                {
                    return;
                }

                await Domains.MarkRefittedAsync(transaction, read);
                await Analyses.AddAsync(transaction, outcome, content);
                foreach (var alert in outcome.Alerts)
                {
                    await Alerts.PutAsync(transaction, alert);
                    await Judgements.OutgrowAsync(transaction, alert);
                }

                foreach (var message in outcome.Messages)
                {
                    await Outbox.AddAsync(transaction, message);
                }
            },
            cancellationToken
        );
    }

    public Task<IReadOnlyList<StoredAnalysis>> AnalysesAsync(
        string? domain,
        CancellationToken cancellationToken
    ) => _analyses.NewestAsync(domain, cancellationToken);

    public Task<StoredAnalysis?> AnalysisBeforeAsync(
        string domain,
        DateTimeOffset moment,
        CancellationToken cancellationToken
    ) => _analyses.BeforeAsync(domain, moment, cancellationToken);

    public Task<IReadOnlyList<AlertRecord>> AlertsAsync(
        bool includeResolved,
        CancellationToken cancellationToken
    ) =>
        database.ReadAsync(
            transaction => Alerts.AllAsync(transaction, includeResolved),
            cancellationToken
        );

    public Task<IReadOnlyList<string>> DueSinksAsync(
        DateTimeOffset now,
        TimeSpan longestWait,
        CancellationToken cancellationToken
    ) => _outbox.DueSinksAsync(now, longestWait, cancellationToken);

    public Task<IReadOnlyList<OutboxMessage>> DueMessagesAsync(
        string sink,
        DateTimeOffset now,
        TimeSpan longestWait,
        int limit,
        CancellationToken cancellationToken
    ) => _outbox.DueAsync(sink, now, longestWait, limit, cancellationToken);

    public Task CompleteAsync(string messageId, CancellationToken cancellationToken) =>
        _outbox.CompleteAsync(messageId, cancellationToken);

    public Task PostponeAsync(
        string messageId,
        DateTimeOffset nextAttempt,
        string error,
        CancellationToken cancellationToken
    ) => _outbox.PostponeAsync(messageId, nextAttempt, error, cancellationToken);

    public Task HoldAsync(string messageId, string silence, CancellationToken cancellationToken) =>
        _outbox.HoldAsync(messageId, silence, cancellationToken);

    public Task DropAsync(string messageId, CancellationToken cancellationToken) =>
        _outbox.DropAsync(messageId, cancellationToken);

    public Task<IReadOnlyList<OutboxMessage>> MessagesAsync(
        string sink,
        string alertId,
        CancellationToken cancellationToken
    ) => _outbox.OfAsync(sink, alertId, cancellationToken);

    public Task<IReadOnlyList<Silence>> SilencesAsync(CancellationToken cancellationToken) =>
        _judgements.SilencesAsync(cancellationToken);

    public Task AddSilenceAsync(Silence silence, CancellationToken cancellationToken) =>
        _judgements.AddAsync(silence, cancellationToken);

    public Task<bool> RemoveSilenceAsync(string id, CancellationToken cancellationToken) =>
        _judgements.RemoveSilenceAsync(id, cancellationToken);

    public Task<IReadOnlyList<Acknowledgement>> AcknowledgementsAsync(
        CancellationToken cancellationToken
    ) => _judgements.AcknowledgementsAsync(cancellationToken);

    public Task AcknowledgeAsync(
        Acknowledgement acknowledgement,
        CancellationToken cancellationToken
    ) => _judgements.AddAsync(acknowledgement, cancellationToken);

    public Task<IReadOnlyList<RunMark>> MarksAsync(
        string? domain,
        CancellationToken cancellationToken
    ) => _judgements.MarksAsync(domain, cancellationToken);

    public Task MarkAsync(RunMark mark, CancellationToken cancellationToken) =>
        _judgements.MarkAsync(mark, cancellationToken);

    public Task<bool> ClearMarkAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    ) => _judgements.ClearMarkAsync(domain, run, cancellationToken);

    public Task<long> WaitingMessagesAsync(CancellationToken cancellationToken) =>
        _outbox.WaitingAsync(cancellationToken);

    public Task<NightClaim?> TryClaimNightAsync(
        DateOnly date,
        DateTimeOffset now,
        TimeSpan staleAfter,
        CancellationToken cancellationToken
    ) => _nights.TryClaimAsync(date, now, staleAfter, cancellationToken);

    public Task<bool> CompleteNightAsync(
        NightClaim claim,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => _nights.CompleteAsync(claim, now, cancellationToken);
}
