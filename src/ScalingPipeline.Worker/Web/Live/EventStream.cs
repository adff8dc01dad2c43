using System.Net.Mime;
using System.Text.Json;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Web.Live;

/// <summary>News of the state as server-sent events, for whoever may read. A stream ends with the service, and after a while, so that who listens signs in again.</summary>
internal static class EventStream
{
    public const string Path = "/events";

    /// <summary>A comment is sent so often, lest something between takes the connection for dead.</summary>
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(30);

    public static void MapEventStream(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, SendAsync).DisableRequestTimeout();

    private static async Task SendAsync(
        HttpContext http,
        NewsDesk desk,
        TimeProvider time,
        IHostApplicationLifetime life
    )
    {
        using var listening = desk.Listen();
        if (listening is null)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var limit = new CancellationTokenSource(_longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted,
            life.ApplicationStopping,
            limit.Token
        );
        http.Response.ContentType = MediaTypeNames.Text.EventStream;
        http.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await WriteAsync(http.Response, ": listening\n\n", end.Token);
            while (true)
            {
                await WriteAsync(
                    http.Response,
                    await NextAsync(listening, time, end.Token) is { } news
                        ? Text(news)
                        : ": still here\n\n",
                    end.Token
                );
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Whoever listens comes back by themselves.
        }
    }

    /// <summary>Null when nothing happened for as long as a heartbeat.</summary>
    private static async Task<StateNews?> NextAsync(
        Listening listening,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var beat = new CancellationTokenSource(_heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            beat.Token,
            cancellationToken
        );
        try
        {
            return await listening.News.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>One event; its data is one line, since JSON escapes line ends.</summary>
    private static string Text(StateNews news) =>
        $"event: {JsonNamingPolicy.CamelCase.ConvertName(news.Kind.ToString())}\ndata: {JsonSerializer.Serialize(new { news.Domain }, _oneLine)}\n\n";

    private static readonly JsonSerializerOptions _oneLine = new(JsonOutput.Options)
    {
        WriteIndented = false,
        Encoder = null,
    };

    private static async Task WriteAsync(
        HttpResponse response,
        string text,
        CancellationToken cancellationToken
    )
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
