using System.CommandLine;
using Microsoft.Extensions.Options;
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

    public static ServiceFolders Folders(ParseResult parsed, string? logs = null) =>
        new(
            parsed.GetRequiredValue(SharedOptions.Data).FullName,
            parsed.GetValue(SharedOptions.Pipelines)?.FullName ?? ServiceFolders.ShippedPipelines,
            logs
        );

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
