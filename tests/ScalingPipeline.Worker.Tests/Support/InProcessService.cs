using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Commands;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Support;

/// <summary>The whole service inside the test process, on a free port of loopback, with a data folder of its own.</summary>
internal sealed class InProcessService : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    private InProcessService(
        IEnumerable<(string Key, string Value)> settings,
        Action<WebApplication>? more
    )
    {
        var folders = new ServiceFolders(_folder.Path, ServiceFolders.ShippedPipelines);
        Logs = Directory.CreateDirectory(folders.LogFolder).FullName;
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Web:Url"] = "http://127.0.0.1:0",
            ["Logging:Console:LogLevel:Default"] = "None",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        File.WriteAllText(folders.Settings, JsonSerializer.Serialize(all));
        _app = RunCommand.Build(folders, url: null, demo: false);
        more?.Invoke(_app);
    }

    /// <summary>The watched folder.</summary>
    public string Logs { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address { get; private set; } = null!;

    /// <param name="settings">As in <c>settings.json</c>, by their whole key.</param>
    /// <param name="more">Adds routes before it starts.</param>
    public static async Task<InProcessService> StartAsync(
        IEnumerable<(string Key, string Value)> settings,
        Action<WebApplication>? more = null
    )
    {
        var service = new InProcessService(settings, more);
        try
        {
            await service._app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }

        service.Address = new Uri(
            service._app.Services.GetRequiredService<IServer>().PageAddress()
        );
        return service;
    }

    /// <summary>A client that follows no redirect and keeps the cookies that it is given.</summary>
    public HttpClient Client() =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
