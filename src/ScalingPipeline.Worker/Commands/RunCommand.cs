using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using ScalingPipeline.Monitoring;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;
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
                    var root = Path.Combine(folders.Data, "demo");
                    folders = folders with { Data = root, Logs = Path.Combine(root, "logs") };
                }

                LogLocation.Ensure(folders.LogFolder);
                await using var app = Build(folders, parsed.GetValue(url), parsed.GetValue(demo));
                await RunAsync(app, folders, cancellationToken);
            }
        );
        return command;
    }

    private static WebApplication Build(ServiceFolders folders, string? url, bool demo)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.Sources.Clear();
        builder.AddScalingPipeline(folders);
        if (url is not null)
        {
            builder.Configuration.AddInMemoryCollection([new($"{WebOptions.Section}:Url", url)]);
        }

        builder.AddServiceLogging();
        builder.AddWatchingOfStorage();
        builder.Services.AddMonitoringLoops();
        builder.AddWeb();
        if (demo)
        {
            builder.Services.AddSingleton(new DemoOptions(folders.LogFolder));
            builder.Services.AddHostedService<Demo>();
        }

        var app = builder.Build();
        app.UseWeb();
        return app;
    }

    private static async Task RunAsync(
        WebApplication app,
        ServiceFolders folders,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (OptionsValidationException wrong)
        {
            throw new UserErrorException(string.Join(" ", wrong.Failures), wrong);
        }

        Console.WriteLine($"ScalingPipeline {CodeVersion.Current} is running.");
        Console.WriteLine($"  logs    drop them into {folders.LogFolder}");
        Console.WriteLine($"  page    {app.Services.GetRequiredService<IServer>().PageAddress()}");
        Console.WriteLine($"  output  {folders.Data} (alerts/, reports/, normalized/)");
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
