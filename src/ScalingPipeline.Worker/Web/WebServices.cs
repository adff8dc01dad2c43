using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Worker.Web;

/// <summary>The page and the API on the loopback interface.</summary>
internal static class WebServices
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<WebOptions>()
            .BindConfiguration(WebOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();
        builder.WebHost.UseUrls(
            builder.Configuration[$"{WebOptions.Section}:Url"] ?? new WebOptions().Url
        );
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
    }

    /// <summary>Where the started server listens.</summary>
    public static string PageAddress(this IServer server) =>
        server.Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static void UseWeb(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.MapPages();
        app.MapApi();
    }
}
