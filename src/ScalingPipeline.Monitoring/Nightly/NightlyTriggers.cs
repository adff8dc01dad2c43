using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace ScalingPipeline.Monitoring.Nightly;

/// <summary>
/// Keeps exactly one trigger in the scheduler: that of the next night. At start also that of the last one, in case it was missed;
/// if it was not, its claim says so and nothing happens.
/// </summary>
public sealed partial class NightlyTriggers(
    ISchedulerFactory schedulers,
    IOptions<NightlyOptions> options,
    TimeProvider time,
    ILogger<NightlyTriggers> logger
) : IHostedService
{
    private static readonly JobKey _job = new("nightly");

    private NightlySchedule? _schedule;

    private NightlySchedule Schedule => _schedule ??= new NightlySchedule(options.Value);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var now = time.GetUtcNow();
        var missed =
            options.Value.Misfire == NightlyMisfire.RunOnce
                ? Schedule.Last(now, options.Value.CatchUp)
                : null;
        if (missed is { } night)
        {
            await ScheduleAsync(scheduler, night, now, cancellationToken);
        }
        else
        {
            await ScheduleNextAsync(scheduler, now, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Schedules the first night that is due after a moment; one already overdue runs at once.</summary>
    internal async Task ScheduleNextAsync(
        IScheduler scheduler,
        DateTimeOffset after,
        CancellationToken cancellationToken
    )
    {
        if (Schedule.After(after) is { } night)
        {
            var now = time.GetUtcNow();
            await ScheduleAsync(
                scheduler,
                night,
                night.At > now ? night.At : now,
                cancellationToken
            );
        }
    }

    /// <summary>Schedules a night that failed once more, for when its claim has run out.</summary>
    internal Task ScheduleRetryAsync(
        IScheduler scheduler,
        Night night,
        CancellationToken cancellationToken
    ) =>
        ScheduleAsync(
            scheduler,
            night,
            time.GetUtcNow() + options.Value.StaleAfter + TimeSpan.FromSeconds(1),
            cancellationToken
        );

    private async Task ScheduleAsync(
        IScheduler scheduler,
        Night night,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var trigger = TriggerBuilder
            .Create()
            .WithIdentity($"night-{night.Date:O}-at-{at.UtcTicks}")
            .ForJob(_job)
            .UsingJobData(
                NightlyJob.DateKey,
                night.Date.ToString("O", CultureInfo.InvariantCulture)
            )
            .UsingJobData(NightlyJob.DueKey, night.At.ToString("O", CultureInfo.InvariantCulture))
            .StartAt(at)
            .WithSimpleSchedule(s =>
                s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)
            )
            .Build();
        if (await scheduler.Exists(trigger.Key, cancellationToken))
        {
            return;
        }

        if (!await scheduler.Exists(_job, cancellationToken))
        {
            var job = JobBuilder.Create<NightlyJob>().WithIdentity(_job).StoreDurably().Build();
            await scheduler.AddJob(job, cancellationToken: cancellationToken);
        }

        await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
        if (at == night.At)
        {
            Scheduled(logger, night.Date, at);
        }
    }

    [LoggerMessage(
        EventId = 4205,
        Level = LogLevel.Information,
        Message = "The nightly refit and report of {Date:yyyy-MM-dd} are scheduled for {At:u}"
    )]
    private static partial void Scheduled(ILogger logger, DateOnly date, DateTimeOffset at);
}
