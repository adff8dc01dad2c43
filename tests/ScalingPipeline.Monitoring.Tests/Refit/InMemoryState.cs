using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Stalls;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Refit;

/// <summary>The durable memory without durability.</summary>
internal sealed class InMemoryState : IMonitoringState
{
    private readonly Lock _lock = new();
    private readonly Dictionary<
        DateOnly,
        (DateTimeOffset At, string Claimant, bool Done)
    > _nights = [];

    public Dictionary<
        string,
        (long Version, IReadOnlyList<StoredContribution> Contributions)
    > Domains { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> Refitted { get; } = new(StringComparer.Ordinal);

    public List<StoredAnalysis> Analyses { get; } = [];

    public Dictionary<string, AlertRecord> Alerts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, OutboxMessage> Outbox { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Delivered { get; } = new(StringComparer.Ordinal);

    public List<OutboxMessage> Ended { get; } = [];

    public List<Silence> Silences { get; } = [];

    public List<Acknowledgement> Acknowledgements { get; } = [];

    public List<RunMark> Marks { get; } = [];

    public Task<IReadOnlyList<DomainVersion>> DomainsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DomainVersion>>([
            .. Domains.Select(d => new DomainVersion(d.Key, d.Value.Version)),
        ]);

    public async Task<IReadOnlyList<DomainVersion>> ChangedAsync(
        CancellationToken cancellationToken
    ) =>
        [
            .. (await DomainsAsync(cancellationToken)).Where(d =>
                Refitted.GetValueOrDefault(d.Domain) < d.Version
            ),
        ];

    public Task<(long Version, IReadOnlyList<StoredContribution> Contributions)> ContributionsAsync(
        string domain,
        CancellationToken cancellationToken
    ) => Task.FromResult(Domains[domain]);

    public Dictionary<string, IReadOnlyList<RunArrivals>> Arrivals { get; } =
        new(StringComparer.Ordinal);

    public Task<IReadOnlyList<RunArrivals>> ArrivalsAsync(
        string domain,
        CancellationToken cancellationToken
    ) => Task.FromResult(Arrivals.GetValueOrDefault(domain, []));

    public Task SaveAsync(RefitOutcome outcome, Lease lease, CancellationToken cancellationToken)
    {
        Refitted[outcome.Analysis.Domain] = outcome.Version;
        Analyses.Add(new StoredAnalysis(outcome.Analysis, outcome.At));
        foreach (var alert in outcome.Alerts)
        {
            Alerts[alert.Id] = alert;
            Acknowledgements.RemoveAll(a =>
                a.AlertId == alert.Id && !a.Covers(AlertDocument.Of(alert))
            );
        }

        foreach (var message in outcome.Messages.Where(m => !Delivered.Contains(m.Id)))
        {
            Outbox.TryAdd(message.Id, message);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredAnalysis>> AnalysesAsync(
        string? domain,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<StoredAnalysis>>([
            .. Analyses
                .Where(a => domain is null || a.Analysis.Domain == domain)
                .GroupBy(a => a.Analysis.Domain, StringComparer.Ordinal)
                .Select(g => g.Last()),
        ]);

    public Task<StoredAnalysis?> AnalysisBeforeAsync(
        string domain,
        DateTimeOffset moment,
        CancellationToken cancellationToken
    ) => Task.FromResult(Analyses.LastOrDefault(a => a.Analysis.Domain == domain && a.At < moment));

    public Task<IReadOnlyList<AlertRecord>> AlertsAsync(
        bool includeResolved,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<AlertRecord>>([
            .. Alerts.Values.Where(a => includeResolved || a.Status != AlertStatus.Resolved),
        ]);

    public Task<IReadOnlyList<string>> DueSinksAsync(
        DateTimeOffset now,
        TimeSpan longestWait,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>([
                .. Outbox
                    .Values.Where(m => IsDue(m, now, longestWait))
                    .Select(m => m.Sink)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]);
        }
    }

    public Task<IReadOnlyList<OutboxMessage>> DueMessagesAsync(
        string sink,
        DateTimeOffset now,
        TimeSpan longestWait,
        int limit,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<OutboxMessage>>([
                .. Outbox
                    .Values.Where(m => m.Sink == sink && IsDue(m, now, longestWait))
                    .OrderBy(m => m.Created)
                    .Take(limit),
            ]);
        }
    }

    private bool IsDue(OutboxMessage message, DateTimeOffset now, TimeSpan longestWait) =>
        (message.NextAttempt <= now || message.NextAttempt > now + longestWait)
        && !Outbox.Values.Any(m =>
            m.Sink == message.Sink
            && m.AlertId == message.AlertId
            && m.Created <= message.Created
            && Silences.Exists(s => s.Id == m.HeldBy && s.IsActive(now))
        );

    public Task CompleteAsync(string messageId, CancellationToken cancellationToken) =>
        EndAsync(messageId, MessageFate.Delivered);

    public Task DropAsync(string messageId, CancellationToken cancellationToken) =>
        EndAsync(messageId, MessageFate.Dropped);

    public Task HoldAsync(string messageId, string silence, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Outbox[messageId] = Outbox[messageId] with { HeldBy = silence };
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OutboxMessage>> MessagesAsync(
        string sink,
        string alertId,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<OutboxMessage>>([
                .. Outbox
                    .Values.Concat(Ended)
                    .Where(m => m.Sink == sink && m.AlertId == alertId)
                    .OrderBy(m => m.Created),
            ]);
        }
    }

    private Task EndAsync(string messageId, MessageFate fate)
    {
        lock (_lock)
        {
            if (Outbox.Remove(messageId, out var message))
            {
                Ended.Add(message with { Fate = fate, Payload = "" });
            }

            Delivered.Add(messageId);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Silence>> SilencesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Silence>>([.. Silences.OrderByDescending(s => s.Expiry)]);

    public Task AddSilenceAsync(Silence silence, CancellationToken cancellationToken)
    {
        Silences.Add(silence);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveSilenceAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(Silences.RemoveAll(s => s.Id == id) > 0);

    public Task<IReadOnlyList<Acknowledgement>> AcknowledgementsAsync(
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<Acknowledgement>>([.. Acknowledgements]);

    public Task AcknowledgeAsync(
        Acknowledgement acknowledgement,
        CancellationToken cancellationToken
    )
    {
        Acknowledgements.RemoveAll(a => a.AlertId == acknowledgement.AlertId);
        Acknowledgements.Add(acknowledgement);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunMark>> MarksAsync(
        string? domain,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyList<RunMark>>([
            .. Marks.Where(m => domain is null || m.Domain == domain),
        ]);

    public async Task MarkAsync(RunMark mark, CancellationToken cancellationToken)
    {
        await ClearMarkAsync(mark.Domain, mark.Run, cancellationToken);
        Marks.Add(mark);
    }

    public Task<bool> ClearMarkAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    ) => Task.FromResult(Marks.RemoveAll(m => m.Domain == domain && m.Run == run) > 0);

    public Task PostponeAsync(
        string messageId,
        DateTimeOffset nextAttempt,
        string error,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            var message = Outbox[messageId];
            Outbox[messageId] = message with
            {
                Attempts = message.Attempts + 1,
                NextAttempt = nextAttempt,
                LastError = error,
            };
        }

        return Task.CompletedTask;
    }

    public Task<long> WaitingMessagesAsync(CancellationToken cancellationToken) =>
        Task.FromResult((long)Outbox.Count);

    public Task<NightClaim?> TryClaimNightAsync(
        DateOnly date,
        DateTimeOffset now,
        TimeSpan staleAfter,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            if (
                _nights.TryGetValue(date, out var night)
                && (night.Done || now - night.At <= staleAfter)
            )
            {
                return Task.FromResult<NightClaim?>(null);
            }

            var claim = new NightClaim(date, Guid.NewGuid().ToString());
            _nights[date] = (now, claim.Claimant, false);
            return Task.FromResult<NightClaim?>(claim);
        }
    }

    public Task<bool> CompleteNightAsync(
        NightClaim claim,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            var mine = _nights[claim.Date].Claimant == claim.Claimant;
            if (mine)
            {
                _nights[claim.Date] = (now, claim.Claimant, true);
            }

            return Task.FromResult(mine);
        }
    }
}
