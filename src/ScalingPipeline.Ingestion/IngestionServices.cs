using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Ingestion.Telemetry;
using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Ingestion;

/// <summary>Registers ingestion. The blob source, the blob sink and the ledger come from storage.</summary>
public static class IngestionServices
{
    /// <summary>Adds <see cref="IngestionPass"/> and what it needs; options are validated at start.</summary>
    /// <param name="definitions">The folder of pipeline definitions.</param>
    public static IServiceCollection AddIngestion(
        this IServiceCollection services,
        string definitions,
        Action<IngestionOptions>? configure = null
    )
    {
        services
            .AddOptions<IngestionOptions>()
            .Configure(configure ?? (_ => { }))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDefinitions>(new DefinitionFolder(definitions));
        services.TryAddSingleton<IngestionPass>();
        services.TryAddSingleton<LeasedSections>();
        services.TryAddSingleton<StorageHint>();
        services.TryAddSingleton<CommitHint>();
        return services;
    }

    /// <summary>Adds the hosted service that passes over storage again and again, one process of all at a time.</summary>
    public static IServiceCollection AddWatching(
        this IServiceCollection services,
        Action<WatchOptions>? configure = null
    )
    {
        services
            .AddOptions<WatchOptions>()
            .Configure(configure ?? (_ => { }))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(Observed<IngestionPass>);
        services.TryAddSingleton<IStorageLook>(provider =>
            provider.GetRequiredService<ObservedLook>()
        );
        services.AddHostedService<WatchService>();
        return services;
    }

    /// <summary>
    /// Adds, instead, the hosted services of one of many workers: it takes notices from the <see cref="Queues.IWorkQueue"/> that storage
    /// registers, and scans once in a while for what they missed.
    /// </summary>
    public static IServiceCollection AddQueueWatching(
        this IServiceCollection services,
        Action<WatchOptions>? configure = null
    )
    {
        services.AddSingleton<NoticeIntake>();
        services.AddSingleton<QueueScan>();
        services.AddSingleton(Observed<QueueScan>);
        services.AddWatching(configure);
        services.PostConfigure<WatchOptions>(options =>
            options.Interval = options.IntervalWithQueue
        );
        services.AddHostedService<QueueWorker>();
        return services;
    }

    private static ObservedLook Observed<T>(IServiceProvider provider)
        where T : IStorageLook =>
        new(
            new LeasedLook(
                provider.GetRequiredService<T>(),
                provider.GetRequiredService<LeasedSections>()
            ),
            provider.GetRequiredService<TimeProvider>()
        );
}
