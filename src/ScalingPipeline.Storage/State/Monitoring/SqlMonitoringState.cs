using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Storage.State.Leases;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>Analyses, alerts, messages and claimed nights in a database; one part each does the work.</summary>
public sealed class SqlMonitoringState(StateDatabase database) : IMonitoringState
{
    private readonly Domains _domains = new(database);
    private readonly Analyses _analyses = new(database);
    private readonly Outbox _outbox = new(database);
    private readonly Nights _nights = new(database);

    public Task<IReadOnlyList<DomainVersion>> DomainsAsync(CancellationToken cancellationToken) =>
        _domains.AllAsync(cancellationToken);

    public Task<IReadOnlyList<DomainVersion>> ChangedAsync(CancellationToken cancellationToken) =>
        _domains.ChangedAsync(cancellationToken);

    public Task<(long Version, IReadOnlyList<StoredContribution> Contributions)> ContributionsAsync(
        string domain,
        CancellationToken cancellationToken
    ) => _domains.ContributionsAsync(domain, cancellationToken);

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
