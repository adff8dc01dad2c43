using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Stalls;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>A domain whose statistics changed. <paramref name="Version"/> grows with every commit into it.</summary>
public sealed record DomainVersion(string Domain, long Version);

/// <summary>All that one refit of one domain leaves behind; stored in one transaction.</summary>
public sealed record RefitOutcome
{
    public required DomainAnalysis Analysis { get; init; }

    /// <summary>The version of the domain that was read; the domain stays marked as changed when it has grown since.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Alerts that are new or moved on.</summary>
    public required IReadOnlyList<AlertRecord> Alerts { get; init; }

    public required IReadOnlyList<OutboxMessage> Messages { get; init; }
}

/// <summary>The durable memory of laws, alerts and messages. Every call is one transaction.</summary>
public interface IMonitoringState : IJudgements
{
    /// <summary>
    /// Every domain with at least one committed blob, and those that lost their last one and were not refitted since, ordered by
    /// name.
    /// </summary>
    Task<IReadOnlyList<DomainVersion>> DomainsAsync(CancellationToken cancellationToken);

    /// <summary>The domains that changed since their last refit, ordered by name.</summary>
    Task<IReadOnlyList<DomainVersion>> ChangedAsync(CancellationToken cancellationToken);

    /// <summary>The counted contributions of a domain, ordered by run, group, blob name (ordinal), with its version, from one consistent read.</summary>
    Task<(long Version, IReadOnlyList<StoredContribution> Contributions)> ContributionsAsync(
        string domain,
        CancellationToken cancellationToken
    );

    /// <summary>When the logs of each run of a domain were first seen, whatever became of them, ordered by run.</summary>
    Task<IReadOnlyList<RunArrivals>> ArrivalsAsync(
        string domain,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Stores laws, assessments, alerts and messages, and clears the change mark of the version that was read. Nothing is stored when a
    /// newer version has been refitted meanwhile.
    /// </summary>
    /// <param name="outcome">What the refit found.</param>
    /// <param name="lease">That of the domain's refit, under which all that led to the outcome was read.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <exception cref="LeaseLostException">Another process has taken the lease since; nothing is stored.</exception>
    Task SaveAsync(RefitOutcome outcome, Lease lease, CancellationToken cancellationToken);

    /// <summary>The newest analysis of every domain (or of one), ordered by domain.</summary>
    Task<IReadOnlyList<StoredAnalysis>> AnalysesAsync(
        string? domain,
        CancellationToken cancellationToken
    );

    /// <summary>The newest analysis of a domain that was stored before a moment: what last night's report said.</summary>
    Task<StoredAnalysis?> AnalysisBeforeAsync(
        string domain,
        DateTimeOffset moment,
        CancellationToken cancellationToken
    );

    /// <summary>Alerts, newest first; resolved ones only on request.</summary>
    Task<IReadOnlyList<AlertRecord>> AlertsAsync(
        bool includeResolved,
        CancellationToken cancellationToken
    );

    /// <summary>The sinks to which messages are due, ordered by name; what a silence holds is not.</summary>
    /// <param name="now">The time of looking.</param>
    /// <param name="longestWait">No message waits longer: one that would was dated by a clock that was ahead, and is due.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<IReadOnlyList<string>> DueSinksAsync(
        DateTimeOffset now,
        TimeSpan longestWait,
        CancellationToken cancellationToken
    );

    /// <summary>Messages due to a sink as <see cref="DueSinksAsync"/> says, oldest first; of one alert only the first that is not delivered.</summary>
    Task<IReadOnlyList<OutboxMessage>> DueMessagesAsync(
        string sink,
        DateTimeOffset now,
        TimeSpan longestWait,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>The sink took it: the message is done.</summary>
    Task CompleteAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>The sink did not take it: try again later.</summary>
    Task PostponeAsync(
        string messageId,
        DateTimeOffset nextAttempt,
        string error,
        CancellationToken cancellationToken
    );

    /// <summary>Keeps a message back for as long as a silence is there and active; one that was removed holds nothing.</summary>
    Task HoldAsync(string messageId, string silence, CancellationToken cancellationToken);

    /// <summary>Nobody is told: the message is done.</summary>
    Task DropAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>All messages of an alert to a sink, whatever became of them, oldest first; those that are done have lost their payload.</summary>
    Task<IReadOnlyList<OutboxMessage>> MessagesAsync(
        string sink,
        string alertId,
        CancellationToken cancellationToken
    );

    /// <summary>Messages that no sink took yet.</summary>
    Task<long> WaitingMessagesAsync(CancellationToken cancellationToken);

    /// <summary>Gives a local date to exactly one caller; a claim older than <paramref name="staleAfter"/> that was not completed is given anew.</summary>
    /// <returns>Null for all others.</returns>
    Task<NightClaim?> TryClaimNightAsync(
        DateOnly date,
        DateTimeOffset now,
        TimeSpan staleAfter,
        CancellationToken cancellationToken
    );

    /// <summary>The night is done: nobody is given it again.</summary>
    /// <returns>False when the claim was given to another meanwhile; the night is theirs to complete.</returns>
    Task<bool> CompleteNightAsync(
        NightClaim claim,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );
}

/// <summary>The right to do the work of one night.</summary>
/// <param name="Date">Its local date.</param>
/// <param name="Claimant">Unique to the claim.</param>
public sealed record NightClaim(DateOnly Date, string Claimant);

/// <summary>A counted contribution with the hash of its content.</summary>
public sealed record StoredContribution(Contribution Contribution, string ContentHash);

/// <summary>An analysis and when it was stored.</summary>
public sealed record StoredAnalysis(DomainAnalysis Analysis, DateTimeOffset At);
