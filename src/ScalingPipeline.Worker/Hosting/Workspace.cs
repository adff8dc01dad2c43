using System.CommandLine;
using Microsoft.Extensions.Options;
using ScalingPipeline.Storage;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>The composed services for one command that does its work and ends.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    private readonly IHost _host;

    private Workspace(IHost host) => _host = host;

    /// <param name="parsed">The command line, for <c>--data</c> and <c>--pipelines</c>.</param>
    /// <param name="logs">The log folder or container; null: the configured one.</param>
    /// <exception cref="OptionsValidationException">The configuration is wrong; every fault is named.</exception>
    public static Workspace Open(ParseResult parsed, string? logs = null)
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                DisableDefaults = true,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.AddScalingPipeline(Folders(parsed, logs));
        builder.Services.AddLogging();
        var host = builder.Build();
        host.Services.GetService<IStartupValidator>()?.Validate();
        return new Workspace(host);
    }

    /// <summary>For a command that only reads what others have put into the state: makes none.</summary>
    /// <exception cref="UserErrorException">There is no state.</exception>
    public static Workspace OpenState(ParseResult parsed)
    {
        var workspace = Open(parsed);
        var location = workspace.Get<IOptions<StorageOptions>>().Value.State;
        if (StateDatabases.Exists(location))
        {
            return workspace;
        }

        workspace._host.Dispose();
        throw new UserErrorException(Nothing(parsed, location));
    }

    public static ServiceFolders Folders(ParseResult parsed, string? logs = null) =>
        new(
            parsed.GetRequiredValue(SharedOptions.Data).FullName,
            parsed.GetValue(SharedOptions.Pipelines)?.FullName ?? ServiceFolders.ShippedPipelines,
            logs
        );

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    private static string Nothing(ParseResult parsed, string location)
    {
        // As it was typed: what is said can be typed again.
        var data = parsed.GetRequiredValue(SharedOptions.Data).ToString();
        var demo = Path.Combine(data, ServiceFolders.Demo);
        return File.Exists(new ServiceFolders(demo, "").State)
            ? $"Nothing was ever read here: there is no {location}. For what the demo has read, add: --data {demo}"
            : $"Nothing was ever read here: there is no {location}. Read logs first (scaling-pipeline ingest FOLDER), or say with --data where the state lives.";
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
