using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

/// <summary>A receiver over HTTP on loopback.</summary>
public abstract class HttpReceiver : IReceiver
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _broken = new();
    private int _asked;

    protected HttpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
        _app.StartAsync().GetAwaiter().GetResult();
        Url = new Uri(_app.Urls.Single());
    }

    public Uri Url { get; }

    public ReceiverMood Mood { get; set; }

    /// <summary>What a busy receiver says.</summary>
    public string RetryAfter { get; set; } = "90";

    public int Asked => _asked;

    public ConcurrentQueue<string> Bodies { get; } = new();

    public ConcurrentDictionary<string, string> ByKey { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Taken => Bodies;

    public IReadOnlyCollection<string> Broken => _broken;

    public IReadOnlyCollection<string> Distinct => [.. ByKey.Keys];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes a body, or says why the protocol forbids it.</summary>
    /// <returns>The status code and the body of the answer.</returns>
    protected abstract (int Status, string Answer) Take(HttpRequest request, string body);

    /// <summary>What this receiver says when it failed behind a 200; null when its protocol has no such words.</summary>
    protected abstract string? Lie { get; }

    protected static void Check(bool holds, string rule)
    {
        if (!holds)
        {
            throw new ProtocolBrokenException(rule);
        }
    }

    /// <summary>Notes what was taken.</summary>
    protected void Note(string key, string body)
    {
        Bodies.Enqueue(body);
        ByKey[key] = body;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _asked);
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var (status, answer) = (200, Lie ?? "");
        switch (Mood)
        {
            case ReceiverMood.Redirecting when context.Request.Path == "/elsewhere":
                answer = "";
                break;
            case ReceiverMood.Dead:
                context.Abort();
                return;
            case ReceiverMood.Silent:
                await Task.Delay(Timeout.Infinite, _end.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case ReceiverMood.Busy:
                context.Response.Headers.RetryAfter = RetryAfter;
                (status, answer) = (429, "");
                break;
            case ReceiverMood.Redirecting:
                context.Response.Headers.Location = "/elsewhere";
                (status, answer) = (302, "");
                break;
            case ReceiverMood.Babbling:
                var headers = string.Join('\n', context.Request.Headers.Select(h => $"{h.Value}"));
                (status, answer) = (
                    400,
                    $"{context.Request.Path}{context.Request.QueryString}\n{headers}\n{body}"
                );
                break;
            case ReceiverMood.Lying when Lie is null:
                status = 500;
                break;
            case ReceiverMood.Well:
                try
                {
                    (status, answer) = Take(context.Request, body);
                }
                catch (Exception broken)
                {
                    _broken.Enqueue($"{broken.Message}\n{body}");
                    (status, answer) = (400, "");
                }

                break;
        }

        context.Response.StatusCode = status;
        if (answer.Length > 0)
        {
            await context.Response.WriteAsync(answer);
        }
    }

    private sealed class ProtocolBrokenException(string rule) : Exception(rule);
}
