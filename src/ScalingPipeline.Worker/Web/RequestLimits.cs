using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ScalingPipeline.Worker.Web;

/// <summary>How much one client, and all together, may ask of the server. Everything that it takes in is small.</summary>
internal static class RequestLimits
{
    /// <summary>The name of the limit on pages, which are made anew for every request.</summary>
    public const string Pages = "pages";

    /// <summary>The largest body: a form with a key.</summary>
    public const int MostBytes = 64 << 10;

    /// <summary>The most headers of a request.</summary>
    public const int MostHeaders = 64;

    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    public static void AddRequestLimits(this WebApplicationBuilder builder, WebOptions options)
    {
        builder.WebHost.ConfigureKestrel(server => Limit(server, options));
        builder.Services.AddRequestTimeouts(timeouts =>
            timeouts.DefaultPolicy = new() { Timeout = options.RequestTimeout }
        );
        builder.Services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = _minute.TotalSeconds.ToString(
                    "0",
                    CultureInfo.InvariantCulture
                );
                return ValueTask.CompletedTask;
            };
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                PerMinute(http, options.RequestsPerMinute)
            );
            limits.AddPolicy(Pages, http => PerMinute(http, options.PagesPerMinute));
        });
    }

    private static RateLimitPartition<string> PerMinute(HttpContext http, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(
            Client.Of(http),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = _minute }
        );

    private static void Limit(KestrelServerOptions server, WebOptions options)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = MostBytes;
        server.Limits.MaxRequestHeaderCount = MostHeaders;
        server.Limits.MaxConcurrentConnections = options.Connections;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        server.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(1);
    }
}
