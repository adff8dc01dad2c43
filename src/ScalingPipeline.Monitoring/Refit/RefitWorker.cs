using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Monitoring.Snapshots;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>Refits changed domains, and those in which a job may have stalled, for as long as the service runs. One domain that cannot be refitted does not hold up the others.</summary>
public sealed partial class RefitWorker(
    IMonitoringState state,
    RefitService refit,
    IDomainFacts facts,
    CommitHint commits,
    IOptions<RefitOptions> options,
    TimeProvider time,
    ILogger<RefitWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan _definitionInterval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var debounce = new RefitDebounce(options.Value.Quiet, options.Value.Longest);
        var definitions = new FactsWatch(facts, _definitionInterval);
        refit.Stalls.Begin(time.GetUtcNow());
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var now = time.GetUtcNow();
                var changed = await state.ChangedAsync(stoppingToken);
                var redefined = definitions.Changed(await state.DomainsAsync(stoppingToken), now);
                foreach (var domain in refit.Stalls.Due(now))
                {
                    await RefitOneAsync(domain, always: true, stoppingToken);
                }

                foreach (var domain in debounce.Due([.. changed.Union(redefined)], now))
                {
                    definitions.Refitted(domain);
                    await RefitOneAsync(
                        domain,
                        always: redefined.Any(d =>
                            string.Equals(d.Domain, domain, StringComparison.Ordinal)
                        ),
                        stoppingToken
                    );
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                StateUnreachable(logger, failure);
            }

            await commits.WaitAsync(options.Value.Poll, time, stoppingToken);
        }
    }

    /// <param name="domain">The domain.</param>
    /// <param name="always">Also when its data did not change, or another process has refitted them.</param>
    /// <param name="stoppingToken">Stops.</param>
    private async Task RefitOneAsync(string domain, bool always, CancellationToken stoppingToken)
    {
        try
        {
            await (
                always
                    ? refit.RefitAsync(domain, nightly: false, stoppingToken)
                    : refit.RefitChangedAsync(domain, stoppingToken)
            );
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            RefitFailed(logger, domain, failure);
        }
    }

    [LoggerMessage(
        EventId = 4001,
        Level = LogLevel.Error,
        Message = "Domain {Domain} could not be refitted; it stays marked as changed and is tried again."
    )]
    private static partial void RefitFailed(ILogger logger, string domain, Exception failure);

    [LoggerMessage(
        EventId = 4002,
        Level = LogLevel.Error,
        Message = "Changed domains could not be read; trying again."
    )]
    private static partial void StateUnreachable(ILogger logger, Exception failure);
}
