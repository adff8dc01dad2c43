using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingPipeline.Ingestion;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Monitoring;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Storage;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>The whole pipeline as services, one <c>Add...</c> for each project.</summary>
public static class ScalingPipelineServices
{
    private const string EnvironmentPrefix = "SCALING_PIPELINE_";

    /// <summary>Adds everything but the loops: enough for a command that does one thing and ends.</summary>
    /// <remarks>
    /// Settings come, later ones winning, from the defaults, <c>settings.json</c> in the data folder, environment variables such as
    /// <c>SCALING_PIPELINE_Monitoring__Nightly__Time</c>, and the command line.
    /// </remarks>
    public static IHostApplicationBuilder AddScalingPipeline(
        this IHostApplicationBuilder builder,
        ServiceFolders folders
    )
    {
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Storage:Logs"] = folders.LogFolder,
                ["Storage:Output"] = folders.Data,
                ["Storage:State"] = folders.State,
                ["Pipelines"] = folders.Pipelines,
            }
        );
        builder.Configuration.AddGivenSettings(folders);
        if (folders.Logs is not null)
        {
            builder.Configuration.AddInMemoryCollection([new("Storage:Logs", folders.Logs)]);
        }

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IDomainFacts, DefinitionFacts>();
        builder.Services.AddSingleton<SnapshotReader>();
        builder.Services.AddSingleton(new EffectiveConfiguration(builder.Configuration));
        builder.Services.AddSingleton<ReportPublisher>();
        builder.Services.AddSingleton<INightlyReport>(services =>
            services.GetRequiredService<ReportPublisher>()
        );
        builder.AddStorage();
        builder.Services.AddIngestion(
            folders.Pipelines,
            options => builder.Configuration.GetSection("Ingestion").Bind(options)
        );
        builder.Services.AddMonitoring(builder.Configuration);
        return builder;
    }

    /// <summary>Adds what people have set, in the file and then in the environment.</summary>
    public static IConfigurationBuilder AddGivenSettings(
        this IConfigurationBuilder configuration,
        ServiceFolders folders
    ) =>
        configuration
            .AddJsonFile(Path.GetFullPath(folders.Settings), optional: true)
            .AddEnvironmentVariables(EnvironmentPrefix);

    /// <summary>Adds the loops that take logs in: passes of this process alone or, where a work queue is configured, those of one of many workers.</summary>
    public static void AddWatchingOfStorage(this IHostApplicationBuilder builder)
    {
        void Configure(WatchOptions options) =>
            builder.Configuration.GetSection("Ingestion:Watch").Bind(options);

        if (string.IsNullOrEmpty(builder.Configuration["Storage:Queue"]))
        {
            builder.Services.AddWatching(Configure);
        }
        else
        {
            builder.Services.AddQueueWatching(Configure);
        }
    }
}
