using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Telemetry;
using ScalingPipeline.Worker.Web.Api;
using ScalingPipeline.Worker.Web.Live;
using ScalingPipeline.Worker.Web.Pages;

namespace ScalingPipeline.Worker.Web;

/// <summary>The page and the API: who may use them, from where, how much, and what they show.</summary>
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
        var options =
            builder.Configuration.GetSection(WebOptions.Section).Get<WebOptions>() ?? new();
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.AddHostNames(options);
        builder.AddRequestLimits(options);
        builder.AddAccess(options);
        builder.AddHealth();
        builder.Services.AddApiDescription();
        builder.Services.AddSingleton<PageShell>();
        builder.Services.AddSingleton<PageInputs>();
        builder.Services.AddSingleton<RightToChange>();
        builder.Services.AddSingleton<ReportArchive>();
        builder.Services.AddSingleton<Replay>();
        builder.Services.AddSingleton<NewsDesk>();
        builder.Services.AddHostedService<StateWatch>();
    }

    /// <summary>Where the started server listens.</summary>
    public static string PageAddress(this IServer server) =>
        server.Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static void UseWeb(this WebApplication app)
    {
        // Options that are wrong fail at start, with a sentence; until then they are taken as they are.
        var options = app.Configuration.GetSection(WebOptions.Section).Get<WebOptions>() ?? new();
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UseHostNames(options);
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPages();
        app.MapLiveScript();
        app.MapEventStream();
        app.MapApi();
        app.MapHealth();
        app.MapTelemetry();
        if (options.ApiKeys.Count > 0)
        {
            app.MapSignIn();
        }
    }
}
