using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>
/// The other end of a sink that speaks JSON over HTTP. Says in one sentence why something was not taken, never with what was sent or
/// answered: both may hold secrets.
/// </summary>
/// <param name="http">See <see cref="ClientName"/>.</param>
/// <param name="who">How people call the receiver, e.g. <c>The webhook ops</c>.</param>
/// <param name="time">To read dates in Retry-After.</param>
internal sealed class JsonReceiver(HttpClient http, string who, TimeProvider time)
{
    /// <summary>
    /// The client of all sinks: follows no redirects (a redirected POST becomes a GET that is answered with 200), keeps no cookies,
    /// reads at most 16 MiB.
    /// </summary>
    public const string ClientName = "alerts";

    private const int LongestAnswer = 16 << 20;

    public static SocketsHttpHandler NewHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };

    public static void Configure(HttpClient http)
    {
        http.MaxResponseContentBufferSize = LongestAnswer;
        http.Timeout = Timeout.InfiniteTimeSpan; // Delivery has its own.
    }

    public static HttpRequestMessage Post(Uri url, JsonNode body) =>
        Post(url, Encoding.UTF8.GetBytes(body.ToJsonString(AlertJson.Options)));

    public static HttpRequestMessage Post(
        Uri url,
        byte[] body,
        string mediaType = "application/json"
    )
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType, "utf-8");
        return new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
    }

    /// <returns>The body of a 2xx answer.</returns>
    /// <exception cref="SinkRefusedException">Any other answer.</exception>
    public async Task<string> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw Refused($"answered {(int)response.StatusCode} {response.StatusCode}", response);
        }

        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>As <see cref="SendAsync"/>, for receivers whose answers are JSON.</summary>
    /// <exception cref="SinkRefusedException">Any other answer than 2xx, or one that is not such JSON.</exception>
    public async Task<T> AskAsync<T>(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
        where T : JsonNode
    {
        var answer = await SendAsync(request, cancellationToken);
        try
        {
            if (JsonNode.Parse(answer) is T json)
            {
                return json;
            }
        }
        catch (JsonException)
        {
            // As any other answer that is not the one expected.
        }

        throw Refused("answered with something else than the JSON expected");
    }

    /// <param name="what">A sentence without its subject and full stop; no words of the receiver.</param>
    public SinkRefusedException Refused(string what, HttpResponseMessage? response = null) =>
        new($"{who} {what}.")
        {
            RetryAfter = response is null ? null : RetryAfter(response),
            BlamesContent =
                response?.StatusCode
                    is HttpStatusCode.BadRequest
                        or HttpStatusCode.RequestEntityTooLarge
                        or HttpStatusCode.UnprocessableContent,
        };

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (
            response.StatusCode
            is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        )
        {
            return null;
        }

        var wait =
            response.Headers.RetryAfter?.Delta
            ?? response.Headers.RetryAfter?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
