using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Quartz;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring;

/// <summary>Refit, alerts, delivery and the nightly schedule as services.</summary>
public static class MonitoringServices
{
    /// <summary>
    /// Adds everything but the host's loops. The host must also register <see cref="IMonitoringState"/>, <see cref="ILeases"/>,
    /// <see cref="Snapshots.IDomainFacts"/>, <see cref="INightlyReport"/> and <see cref="IBlobSink"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Its configuration; sections <c>Monitoring:Refit</c>, <c>Monitoring:Nightly</c>, <c>Monitoring:Delivery</c>.</param>
    public static IServiceCollection AddMonitoring(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<RefitOptions>()
            .Bind(configuration.GetSection(RefitOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<NightlyOptions>()
            .Bind(configuration.GetSection(NightlyOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<DeliveryOptions>()
            .Bind(configuration.GetSection(DeliveryOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<NightlyOptions>, NightlyOptionsValidator>();
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LeasedSections>();
        // The factory's own log lines hold whole addresses, and those of webhooks are secrets.
        services.AddHttpClient().ConfigureHttpClientDefaults(http => http.RemoveAllLoggers());
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<RefitService>();
        services.AddSingleton<OutboxDelivery>();
        services.AddSingleton<AlertReminders>();
        services.AddSingleton<Judge>();
        services.AddSingleton<NightlyRun>();
        services.AddSinks(configuration);
        return services;
    }

    /// <summary>Adds the loops: refit of changed domains, delivery, and the nightly schedule in Quartz's in-process scheduler.</summary>
    public static IServiceCollection AddMonitoringLoops(this IServiceCollection services)
    {
        services.TryAddSingleton<CommitHint>();
        services.AddHostedService<RefitWorker>();
        services.AddHostedService<OutboxPump>();
        services.AddHostedService<ReminderLoop>();
        services.AddQuartz();
        services.AddSingleton<NightlyTriggers>();
        services.AddHostedService(provider => provider.GetRequiredService<NightlyTriggers>());
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = false);
        return services;
    }
}
