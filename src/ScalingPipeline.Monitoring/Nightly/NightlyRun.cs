using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring.Nightly;

/// <summary>What happened to a night.</summary>
public enum NightOutcome
{
    /// <summary>It ran here, and its report is written.</summary>
    Done,

    /// <summary>Its date was claimed before, here or by another worker.</summary>
    AlreadyClaimed,

    /// <summary>It was missed, and is not made up for.</summary>
    Skipped,
}

/// <summary>The work of one night: refit every domain, write the report, send the heartbeat. Once per local date over all workers.</summary>
public sealed partial class NightlyRun(
    IMonitoringState state,
    RefitService refit,
    INightlyReport report,
    IHttpClientFactory http,
    IOptions<NightlyOptions> options,
    TimeProvider time,
    ILogger<NightlyRun> logger
)
{
    /// <summary>A trigger this late counts as missed.</summary>
    private static readonly TimeSpan _punctual = TimeSpan.FromMinutes(1);

    /// <summary>Runs a night that is due, unless it was claimed before, or was missed and is not to be made up for.</summary>
    public async Task<NightOutcome> ExecuteAsync(Night night, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var late = now - night.At;
        if (
            late > _punctual
            && (options.Value.Misfire == NightlyMisfire.Skip || late > options.Value.CatchUp)
        )
        {
            Missed(logger, night.Date, night.At);
            return NightOutcome.Skipped;
        }

        var domains = await state.DomainsAsync(cancellationToken);
        if (domains.Count == 0)
        {
            // Nothing was ever committed: the date stays free for the first logs.
            return NightOutcome.Skipped;
        }

        var claim = await state.TryClaimNightAsync(
            night.Date,
            now,
            options.Value.StaleAfter,
            cancellationToken
        );
        if (claim is null)
        {
            return NightOutcome.AlreadyClaimed;
        }

        foreach (var (domain, _) in domains)
        {
            await RefitOneAsync(domain, cancellationToken);
        }

        await report.WriteAsync(night.Date, cancellationToken);
        if (!await state.CompleteNightAsync(claim, time.GetUtcNow(), cancellationToken))
        {
            TakenOver(logger, night.Date);
            return NightOutcome.AlreadyClaimed;
        }

        await BeatAsync(cancellationToken);
        Done(logger, night.Date);
        return NightOutcome.Done;
    }

    private async Task RefitOneAsync(string domain, CancellationToken cancellationToken)
    {
        try
        {
            await refit.RefitAsync(domain, nightly: true, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The report shows the last analysis that succeeded, with its date.
            RefitFailed(logger, domain, failure);
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Heartbeat is not { } url)
        {
            return;
        }

        try
        {
            using var client = http.CreateClient(nameof(NightlyRun));
            using var response = await client.GetAsync(url, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever knows the address can beat for us: only its host is told.
            HeartbeatFailed(
                logger,
                url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped),
                failure
            );
        }
    }

    [LoggerMessage(
        EventId = 4200,
        Level = LogLevel.Information,
        Message = "The nightly refit and report of {Date:yyyy-MM-dd} are done"
    )]
    private static partial void Done(ILogger logger, DateOnly date);

    [LoggerMessage(
        EventId = 4206,
        Level = LogLevel.Warning,
        Message = "The night of {Date:yyyy-MM-dd} took so long that it was given to another worker, who completes it"
    )]
    private static partial void TakenOver(ILogger logger, DateOnly date);

    [LoggerMessage(
        EventId = 4201,
        Level = LogLevel.Warning,
        Message = "The night of {Date:yyyy-MM-dd}, due {Due:O}, was missed and is not made up for"
    )]
    private static partial void Missed(ILogger logger, DateOnly date, DateTimeOffset due);

    [LoggerMessage(
        EventId = 4202,
        Level = LogLevel.Error,
        Message = "Domain {Domain} could not be refitted; the report shows its last analysis"
    )]
    private static partial void RefitFailed(ILogger logger, string domain, Exception failure);

    [LoggerMessage(
        EventId = 4203,
        Level = LogLevel.Warning,
        Message = "The heartbeat to {Host} could not be sent"
    )]
    private static partial void HeartbeatFailed(ILogger logger, string host, Exception failure);
}
