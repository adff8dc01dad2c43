using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ScalingPipeline.Testing.Faults;

/// <summary>
/// A loopback HTTP proxy in front of one server, which lets requests go wrong by a plan and counts them. It passes paths and headers on as they are,
/// so that the signatures of Azure hold, which cover the path and not the host.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication _proxy;
    private readonly FaultUpstream _upstream;
    private readonly string _server;
    private long _number;

    private FaultProxy(WebApplication proxy, string server)
    {
        (_proxy, _server) = (proxy, server);
        _upstream = new FaultUpstream(server);
    }

    /// <summary><c>http://127.0.0.1:PORT</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>What goes wrong; may be changed at any time. Nothing at first.</summary>
    public FaultPlan Plan { get; set; } = FaultPlans.None;

    /// <summary>How long a slow request waits; 50 ms by default.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.FromMilliseconds(50);

    public FaultCounts Counts { get; } = new();

    /// <param name="server">A URL of the server; what follows host and port is not looked at.</param>
    public static async Task<FaultProxy> StartAsync(string server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestLineSize = 64 << 10;
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        var proxy = new FaultProxy(app, new Uri(server).GetLeftPart(UriPartial.Authority));
        app.Run(proxy.HandleAsync);
        await app.StartAsync();
        proxy.Endpoint = app.Urls.Single();
        return proxy;
    }

    /// <summary>A URL or connection string of the server as one that leads through the proxy.</summary>
    public string Through(string text) =>
        text.Replace(_server, Endpoint, StringComparison.OrdinalIgnoreCase);

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _upstream.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new ProxiedRequest(
            Interlocked.Increment(ref _number),
            context.Request.Method,
            target
        );
        var fault = Plan(request);
        Counts.Add(fault);
        try
        {
            await HandleAsync(context, target, fault);
        }
        catch (Exception broken)
            when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            // The client is gone, or the server: to the client both look like a broken connection.
            context.Abort();
        }
    }

    private async Task HandleAsync(HttpContext context, string target, FaultKind fault)
    {
        switch (fault)
        {
            case FaultKind.ServerError:
                await AnswerAsync(context, 500, "InternalError");
                return;
            case FaultKind.ServerBusy:
                await AnswerAsync(context, 503, "ServerBusy");
                return;
            case FaultKind.TooManyRequests:
                await AnswerAsync(context, 429, "TooManyRequests");
                return;
            case FaultKind.Reset:
                context.Abort();
                return;
            case FaultKind.Slow:
                await Task.Delay(Latency, context.RequestAborted);
                break;
        }

        using var answer = await _upstream.SendAsync(context.Request, target);
        if (fault is FaultKind.AnswerLost)
        {
            context.Abort();
            return;
        }

        await _upstream.ReturnAsync(answer, context, fault);
    }

    private static async Task AnswerAsync(HttpContext context, int status, string code)
    {
        // A client that is answered before its body was read would take the connection for broken.
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        context.Response.ContentType = "application/xml";
        await context.Response.WriteAsync(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>Injected.</Message></Error>",
            context.RequestAborted
        );
    }
}
