using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Storage.Queues;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.State.Leases;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Storage.State.Monitoring;
using ScalingPipeline.Storage.State.Protection;
using ScalingPipeline.Storage.Telemetry;

namespace ScalingPipeline.Storage;

public static class StorageServices
{
    /// <summary>
    /// Adds the adapters that <see cref="StorageOptions"/> name: <see cref="IBlobSource"/>, <see cref="IBlobSink"/>, <see cref="ILedger"/>,
    /// <see cref="IMonitoringState"/>, <see cref="ILeases"/>, and <see cref="IWorkQueue"/> where one is named: asked for, it is null where none is. Wrong options fail at start, all of them named.
    /// </summary>
    public static IHostApplicationBuilder AddStorage(
        this IHostApplicationBuilder builder,
        Action<StorageOptions>? configure = null
    )
    {
        var options = builder
            .Services.AddOptions<StorageOptions>()
            .BindConfiguration(StorageOptions.Section)
            .ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidation>();
        builder.Services.AddSingleton<StateDatabase>(services =>
            StateDatabases.Open(
                Options(services),
                services.GetService<TimeProvider>() ?? TimeProvider.System,
                services.GetRequiredService<ILoggerFactory>()
            )
        );
        builder.Services.AddSingleton<ILeases, SqlLeases>();
        builder.Services.AddSingleton<ILedger, SqlLedger>();
        builder.Services.AddSingleton<IMonitoringState, SqlMonitoringState>();
        builder.Services.AddSingleton<SqlProtectionKeys>();
        builder
            .Services.AddOptions<WorkQueueOptions>()
            .BindConfiguration(WorkQueueOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<IWorkQueue>(services =>
            WorkQueues.Open(
                Options(services),
                services.GetRequiredService<IOptions<WorkQueueOptions>>().Value,
                services.GetService<TimeProvider>() ?? TimeProvider.System,
                services.GetRequiredService<ILoggerFactory>()
            )!
        );
        builder.Services.AddSingleton(services => new ObservedBlobSource(
            Open(services, Options(services).Logs).Source,
            services.GetService<TimeProvider>() ?? TimeProvider.System
        ));
        builder.Services.AddSingleton<IBlobSource>(services =>
            services.GetRequiredService<ObservedBlobSource>()
        );
        builder.Services.AddSingleton(services => Open(services, Options(services).Output).Sink);
        return builder;
    }

    private static StorageOptions Options(IServiceProvider services) =>
        services.GetRequiredService<IOptions<StorageOptions>>().Value;

    private static BlobStore Open(IServiceProvider services, string location) =>
        BlobStores.Open(
            location,
            Options(services).ConnectionString,
            services.GetRequiredService<ILoggerFactory>()
        );
}
