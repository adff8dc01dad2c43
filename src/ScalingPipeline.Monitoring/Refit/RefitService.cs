using Microsoft.Extensions.Logging;
using ScalingPipeline.Ingestion.Durability;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Stalls;
using ScalingPipeline.Monitoring.Telemetry;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>
/// Refits one domain: read, assemble, analyse, move its alerts on, save in one transaction. Repeating it changes nothing. One process at a
/// time refits a domain, so that nobody is told twice.
/// </summary>
public sealed partial class RefitService(
    IMonitoringState state,
    LeasedSections sections,
    IDomainFacts facts,
    IEnumerable<IAlertSink> sinks,
    OutboxSignal outbox,
    TimeProvider time,
    ILogger<RefitService> logger
) : IDisposable
{
    // The nightly refit and the one after a change would otherwise move the same alerts on twice.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>When which domain is to be looked at again for jobs that have stalled.</summary>
    public StallWatch Stalls { get; } = new();

    private readonly string[] _sinks = [.. sinks.Select(s => s.Name).Order(StringComparer.Ordinal)];
    private readonly Dictionary<string, TimeSpan> _repeats = sinks
        .Where(s => s.Repeat > TimeSpan.Zero)
        .ToDictionary(s => s.Name, s => s.Repeat, StringComparer.Ordinal);

    /// <param name="domain">The domain to refit.</param>
    /// <param name="nightly">True for the nightly refit, which counts as an evaluation of alerts even when nothing changed.</param>
    /// <param name="cancellationToken">Stops before the result is saved.</param>
    public async Task<DomainAnalysis> RefitAsync(
        string domain,
        bool nightly,
        CancellationToken cancellationToken
    )
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var analysis = await RefitAloneAsync(domain, nightly, cancellationToken);
            await RecalibrateAsync(cancellationToken);
            return analysis;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Refits a domain that was marked as changed, unless another process does so or has done so by now.</summary>
    public async Task RefitChangedAsync(string domain, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var refitted = false;
            await sections.TryRunAsync(
                LeaseOf(domain),
                async (lease, held) =>
                {
                    var changed = await state.ChangedAsync(held);
                    if (changed.Any(d => string.Equals(d.Domain, domain, StringComparison.Ordinal)))
                    {
                        await RefitHeldAsync(domain, nightly: false, lease, held);
                        refitted = true;
                    }
                },
                cancellationToken
            );
            if (refitted)
            {
                await RecalibrateAsync(cancellationToken);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>
    /// A run that ended moves the quantiles with which every other family is forecast: the domains whose laws were stored with others are refitted too. Scores do not depend
    /// on quantiles, so this ends once no logs come in between; what a stop leaves over follows with the next refit.
    /// </summary>
    private async Task RecalibrateAsync(CancellationToken cancellationToken)
    {
        bool moved;
        do
        {
            moved = false;
            var analyses = await state.AnalysesAsync(domain: null, cancellationToken);
            var calibration = new ForecastCalibration(analyses.SelectMany(a => a.Analysis.Scores));
            foreach (var stored in analyses.Select(a => a.Analysis))
            {
                var current = calibration.Of(stored.Domain, stored.Runs.Select(r => r.Family));
                if (!current.SequenceEqual(stored.Calibrations))
                {
                    moved |= await MovedAsync(stored, cancellationToken);
                }
            }
        } while (moved);
    }

    /// <summary>Refits a domain; whether its logs came on meanwhile, so that its scores are others. One that fails does not hold up the others.</summary>
    private async Task<bool> MovedAsync(DomainAnalysis stored, CancellationToken cancellationToken)
    {
        try
        {
            var analysis = await RefitAloneAsync(stored.Domain, nightly: false, cancellationToken);
            return !analysis.Scores.SequenceEqual(stored.Scores);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            NotRecalibrated(logger, stored.Domain, failure);
            return false;
        }
    }

    private static bool Is(StoredAnalysis stored, string domain) =>
        string.Equals(stored.Analysis.Domain, domain, StringComparison.Ordinal);

    private static string LeaseOf(string domain) => $"refit:{domain}";

    /// <summary>What all refits of a day (UTC) hold their laws against is the last analysis of the days before.</summary>
    private static DateTimeOffset StartOfDay(DateTimeOffset now) =>
        new(now.UtcDateTime.Date, TimeSpan.Zero);

    private Task<DomainAnalysis> RefitAloneAsync(
        string domain,
        bool nightly,
        CancellationToken cancellationToken
    ) =>
        sections.RunAsync(
            LeaseOf(domain),
            (lease, held) => RefitHeldAsync(domain, nightly, lease, held),
            cancellationToken
        );

    private async Task<DomainAnalysis> RefitHeldAsync(
        string domain,
        bool nightly,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        using var trace = MonitoringTelemetry.BeginRefit(domain);
        var (version, contributions) = await state.ContributionsAsync(domain, cancellationToken);
        // Read after the version: a mark set in between leaves the domain changed.
        var marks = await state.MarksAsync(domain, cancellationToken);
        var snapshot = SnapshotAssembler.Assemble(domain, contributions, facts.Of(domain), marks);
        var previous = await state.AnalysesAsync(domain: null, cancellationToken);
        var now = time.GetUtcNow();
        var analysis = DomainRefit.Analyse(
            snapshot,
            previous.Where(p => !Is(p, domain)).SelectMany(p => p.Analysis.Scores),
            await state.AnalysisBeforeAsync(domain, StartOfDay(now), cancellationToken)
        );
        var changed = !previous.Any(p =>
            Is(p, domain)
            && string.Equals(p.Analysis.Snapshot, analysis.Snapshot, StringComparison.Ordinal)
        );
        var open = await state.AlertsAsync(includeResolved: false, cancellationToken);
        var runData = SnapshotHash.ByRun(contributions, marks);
        var stalled = await StalledAsync(snapshot, analysis, open, runData, now, cancellationToken);
        var transitions = AlertLifecycle.Advance(
            open,
            new AlertEvaluation
            {
                Domain = domain,
                Conditions =
                [
                    .. FalseDiscoveries.Control(
                        analysis.Conditions,
                        analysis.Tests,
                        previous.Where(p => !Is(p, domain)).SelectMany(p => p.Analysis.Tests)
                    ),
                    .. stalled,
                ],
                RunData = runData,
                FinishedRuns = analysis
                    .Runs.Where(r => r.Progress >= 1)
                    .Select(r => r.Run)
                    .ToHashSet(StringComparer.Ordinal),
                Counts = changed || nightly,
                Now = now,
                Sinks = _sinks,
                Repeats = _repeats,
            }
        );
        CommitBoundary.Reach(CommitBoundary.DomainAnalysed);
        await state.SaveAsync(
            new RefitOutcome
            {
                Analysis = analysis,
                Version = version,
                At = now,
                Alerts = transitions.Alerts,
                Messages = transitions.Messages,
            },
            lease,
            cancellationToken
        );
        CommitBoundary.Reach(CommitBoundary.DomainSaved);
        MonitoringTelemetry.Moved(transitions.Alerts);
        if (transitions.Messages.Count > 0)
        {
            outbox.Raise();
        }

        MonitoringTelemetry.Refitted(domain, time.GetElapsedTime(started));
        Refitted(
            logger,
            domain,
            analysis.Runs.Count,
            analysis.Laws.Count,
            analysis.Conditions.Count,
            transitions.Messages.Count,
            time.GetElapsedTime(started).TotalMilliseconds
        );
        return analysis;
    }

    /// <summary>A matter of the clock, not of the snapshot: the analysis knows nothing of it.</summary>
    private async Task<IEnumerable<AlertCondition>> StalledAsync(
        DomainSnapshot snapshot,
        DomainAnalysis analysis,
        IEnumerable<AlertRecord> open,
        IReadOnlyDictionary<string, string> runData,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var told = StallWatch.StillSilent(open, snapshot.Domain, runData);
        if (Stalls.Since is not { } watching)
        {
            return told;
        }

        var (stalled, next) = StallRule.Check(
            snapshot,
            analysis.Runs.ToDictionary(r => r.Run, r => r.Progress, StringComparer.Ordinal),
            await state.ArrivalsAsync(snapshot.Domain, cancellationToken),
            watching,
            now
        );
        Stalls.Looked(snapshot.Domain, next);
        return told.UnionBy(stalled, c => c.Run, StringComparer.Ordinal);
    }

    [LoggerMessage(
        EventId = 4003,
        Level = LogLevel.Error,
        Message = "The intervals of domain {Domain} could not be recalibrated; they are tried again with the next refit."
    )]
    private static partial void NotRecalibrated(ILogger logger, string domain, Exception failure);

    [LoggerMessage(
        EventId = 4000,
        Level = LogLevel.Information,
        Message = "Refitted {Domain}: {Runs} runs, {Laws} laws, {Conditions} alert conditions, {Messages} messages, {Milliseconds:0} ms"
    )]
    private static partial void Refitted(
        ILogger logger,
        string domain,
        int runs,
        int laws,
        int conditions,
        int messages,
        double milliseconds
    );
}
