using Microsoft.Extensions.Logging;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Snapshots;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>Refits one domain: read, assemble, analyse, move its alerts on, save in one transaction. Repeating it changes nothing.</summary>
public sealed partial class RefitService(
    IMonitoringState state,
    IDomainFacts facts,
    IEnumerable<IAlertSink> sinks,
    OutboxSignal outbox,
    TimeProvider time,
    ILogger<RefitService> logger
) : IDisposable
{
    // The nightly refit and the one after a change would otherwise move the same alerts on twice.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    private readonly string[] _sinks = [.. sinks.Select(s => s.Name).Order(StringComparer.Ordinal)];

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
            return await RefitAloneAsync(domain, nightly, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<DomainAnalysis> RefitAloneAsync(
        string domain,
        bool nightly,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        var (version, contributions) = await state.ContributionsAsync(domain, cancellationToken);
        var snapshot = SnapshotAssembler.Assemble(domain, contributions, facts.Of(domain));
        var analysis = DomainRefit.Analyse(snapshot);

        var previous = await state.AnalysesAsync(domain, cancellationToken);
        var changed = !previous.Any(p =>
            string.Equals(p.Analysis.Snapshot, analysis.Snapshot, StringComparison.Ordinal)
        );
        var now = time.GetUtcNow();
        var transitions = AlertLifecycle.Advance(
            await state.AlertsAsync(includeResolved: false, cancellationToken),
            new AlertEvaluation
            {
                Domain = domain,
                Conditions = analysis.Conditions,
                RunData = SnapshotHash.ByRun(contributions),
                FinishedRuns = analysis
                    .Runs.Where(r => r.Progress >= 1)
                    .Select(r => r.Run)
                    .ToHashSet(StringComparer.Ordinal),
                Counts = changed || nightly,
                Now = now,
                Sinks = _sinks,
            }
        );
        await state.SaveAsync(
            new RefitOutcome
            {
                Analysis = analysis,
                Version = version,
                At = now,
                Alerts = transitions.Alerts,
                Messages = transitions.Messages,
            },
            cancellationToken
        );
        if (transitions.Messages.Count > 0)
        {
            outbox.Raise();
        }

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
