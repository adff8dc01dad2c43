using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting.Health;

namespace ScalingPipeline.Worker.Web;

/// <summary>
/// <c>/healthz</c>: the process is alive and its loops run; when it fails, start the process again. <c>/readyz</c>: what it needs is there; when it
/// fails, look at what it says. Both answer everybody, 200 or 503; what is wrong is told to those who may read.
/// </summary>
internal static class HealthEndpoints
{
    public const string AlivePath = "/healthz";
    public const string ReadyPath = "/readyz";

    private const string Alive = "alive";
    private const string Ready = "ready";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static bool IsProbe(PathString path) => path == AlivePath || path == ReadyPath;

    public static void AddHealth(this IHostApplicationBuilder builder) =>
        builder
            .Services.AddHealthChecks()
            .AddCheck<LoopsCheck>("loops", tags: [Alive], timeout: _patience)
            .AddCheck<StateCheck>("state", tags: [Ready], timeout: _patience)
            .AddCheck<StorageCheck>("storage", tags: [Ready], timeout: _patience)
            .AddCheck<DefinitionsCheck>("definitions", tags: [Ready], timeout: _patience);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        Map(routes, AlivePath, Alive);
        Map(routes, ReadyPath, Ready);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string tag) =>
        routes
            .MapHealthChecks(
                path,
                new HealthCheckOptions
                {
                    Predicate = check => check.Tags.Contains(tag),
                    ResponseWriter = WriteAsync,
                }
            )
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
            .AllowAnonymous();

    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value;
        object document = Access.MayRead(options, http.User)
            ? new
            {
                report.Status,
                Checks = report.Entries.ToDictionary(
                    e => e.Key,
                    e => new { e.Value.Status, e.Value.Description },
                    StringComparer.Ordinal
                ),
            }
            : new { report.Status };
        return http.Response.WriteAsJsonAsync(document, JsonOutput.Options, http.RequestAborted);
    }
}
