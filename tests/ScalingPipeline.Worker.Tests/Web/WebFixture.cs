using Microsoft.AspNetCore.Builder;
using ScalingPipeline.Worker.Tests.Support;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>The service with the settings of a test class, shared by its tests.</summary>
/// <param name="settings">As in <c>settings.json</c>.</param>
public abstract class WebFixture(params (string Key, string Value)[] settings) : IAsyncLifetime
{
    /// <summary>A route that changes something; the service has none of its own yet.</summary>
    public const string ChangePath = "/test/change";

    internal InProcessService Service { get; private set; } = null!;

    public HttpClient Client() => Service.Client();

    public async ValueTask InitializeAsync() =>
        Service = await InProcessService.StartAsync(
            await SettingsAsync(),
            app => app.MapPost(ChangePath, () => "changed")
        );

    public virtual async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task<(string Key, string Value)[]> SettingsAsync() =>
        Task.FromResult(settings);

    /// <summary>The settings of two keys: one for reading, one that may change things.</summary>
    internal static (string, string)[] Keys(string reader, string changer) =>
        [
            ("Web:ApiKeys:0:Name", "reader"),
            ("Web:ApiKeys:0:Hash", ApiKey.Hash(reader)),
            ("Web:ApiKeys:1:Name", "changer"),
            ("Web:ApiKeys:1:Key", changer),
            ("Web:ApiKeys:1:MayChange", "true"),
        ];
}
