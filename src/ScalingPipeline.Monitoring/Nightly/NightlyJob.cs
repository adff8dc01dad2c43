using System.Globalization;
using Microsoft.Extensions.Logging;
using Quartz;

namespace ScalingPipeline.Monitoring.Nightly;

/// <summary>Quartz's handle on a night: runs the one its trigger names, then has the next one scheduled.</summary>
[DisallowConcurrentExecution]
public sealed partial class NightlyJob(
    NightlyRun run,
    NightlyTriggers triggers,
    ILogger<NightlyJob> logger
) : IJob
{
    internal const string DateKey = "date";
    internal const string DueKey = "due";

    public async ValueTask Execute(
        IJobExecutionContext context,
        CancellationToken cancellationToken = default
    )
    {
        var data = context.MergedJobDataMap;
        var night = new Night(
            DateOnly.ParseExact(data.GetString(DateKey)!, "O", CultureInfo.InvariantCulture),
            DateTimeOffset.ParseExact(data.GetString(DueKey)!, "O", CultureInfo.InvariantCulture)
        );
        try
        {
            await run.ExecuteAsync(night, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            NightFailed(logger, night.Date, failure);
            await triggers.ScheduleRetryAsync(context.Scheduler, night, cancellationToken);
        }
        finally
        {
            await triggers.ScheduleNextAsync(context.Scheduler, night.At, cancellationToken);
        }
    }

    [LoggerMessage(
        EventId = 4204,
        Level = LogLevel.Error,
        Message = "The night of {Date:yyyy-MM-dd} failed; it is tried again when its claim has run out"
    )]
    private static partial void NightFailed(ILogger logger, DateOnly date, Exception failure);
}
