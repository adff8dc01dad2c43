using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Monitoring;
using ScalingPipeline.Storage;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Telemetry;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>run</c>: the service. Watches storage until it is stopped.</summary>
public static class RunCommand
{
    public static Command Create()
    {
        var logs = new Option<string?>("--logs")
        {
            Description = "The folder or container URL to watch [default: logs in the data folder]",
            HelpName = "PATH|URL",
        };
        var url = new Option<string?>("--url")
        {
            Description = "Where the page is served [default: http://127.0.0.1:5080]",
        };
        var demo = new Option<bool>("--demo")
        {
            Description = "Drop a simulated ladder with one deviating run, and show everything",
        };
        var command = new Command(
            "run",
            "Run the service: watch, refit, alert, report, serve the page"
        )
        {
            logs,
            url,
            demo,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var folders = Workspace.Folders(parsed, parsed.GetValue(logs));
                if (parsed.GetValue(demo))
                {
                    var root = Path.Combine(folders.Data, ServiceFolders.Demo);
                    folders = folders with { Data = root, Logs = Path.Combine(root, "logs") };
                }

                LogLocation.Ensure(folders.LogFolder);
                await using var app = Build(folders, parsed.GetValue(url), parsed.GetValue(demo));
                await ServiceLife.RunAsync(app, () => Tell(app, folders), cancellationToken);
            }
        );
        return command;
    }

    /// <summary>The composed service, not started yet.</summary>
    internal static WebApplication Build(ServiceFolders folders, string? url, bool demo)
    {
        var builder = Compose(folders, url, demo);
        if (demo)
        {
            builder.Services.AddSingleton(new DemoOptions(folders.LogFolder, folders.Data));
            builder.Services.AddHostedService<Demo>();
        }

        var app = builder.Build();
        app.UseWeb();
        return app;
    }

    /// <summary>All services and settings.</summary>
    internal static WebApplicationBuilder Compose(
        ServiceFolders folders,
        string? url,
        bool demo = false
    )
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                ContentRootPath = AppContext.BaseDirectory,
                // Whatever the environment says: no page ever shows a stack trace.
                EnvironmentName = Environments.Production,
            }
        );
        builder.Configuration.Sources.Clear();
        if (demo)
        {
            // Of lowest rank: whoever sets it decides.
            builder.Configuration.AddInMemoryCollection([
                new($"{WebOptions.Section}:{nameof(WebOptions.LocalChanges)}", "true"),
            ]);
        }

        builder.AddScalingPipeline(folders);
        if (url is not null)
        {
            builder.Configuration.AddInMemoryCollection([new($"{WebOptions.Section}:Url", url)]);
        }

        builder.AddServiceLogging();
        builder.AddServiceLife();
        builder.AddTelemetry();
        builder.AddWatchingOfStorage();
        builder.Services.AddMonitoringLoops();
        builder.AddWeb();
        return builder;
    }

    private static void Tell(WebApplication app, ServiceFolders folders)
    {
        // A container says where it is without the credentials that its URL may hold.
        var location = app.Services.GetRequiredService<IOptions<StorageOptions>>().Value.Logs;
        var logs = LogLocation.IsUrl(location)
            ? app.Services.GetRequiredService<IBlobSource>().Container
            : location;
        Console.WriteLine($"ScalingPipeline {CodeVersion.Current} is running.");
        Console.WriteLine($"  logs    drop them into {logs}");
        Console.WriteLine($"  page    {app.Services.GetRequiredService<IServer>().PageAddress()}");
        Console.WriteLine($"  output  {folders.Data} (alerts/, reports/, normalized/)");
    }
}
