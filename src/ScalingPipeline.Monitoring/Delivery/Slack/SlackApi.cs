using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace ScalingPipeline.Monitoring.Delivery.Slack;

/// <summary>The three methods of Slack's Web API that a message needs which follows an alert. Slack answers failures with 200 and <c>"ok": false</c>.</summary>
/// <remarks>Source: Slack's reference of Web API methods.</remarks>
internal sealed class SlackApi(SlackOptions options, HttpClient http, TimeProvider time)
{
    private const int MostPages = 20;
    private const string PageSize = "200";

    private readonly JsonReceiver _receiver = new(http, $"Slack ({options.Name})", time);

    public Task PostAsync(JsonObject message, CancellationToken cancellationToken) =>
        CallAsync("chat.postMessage", message, cancellationToken);

    public Task UpdateAsync(JsonObject message, CancellationToken cancellationToken) =>
        CallAsync("chat.update", message, cancellationToken);

    /// <summary>The messages of the channel, newest first, up to 4,000.</summary>
    public async IAsyncEnumerable<JsonObject> HistoryAsync(
        DateTimeOffset oldest,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var cursor = "";
        for (var page = 0; page < MostPages; page++)
        {
            var query =
                $"channel={options.Channel}&limit={PageSize}&oldest={oldest.ToUnixTimeSeconds()}&cursor={Uri.EscapeDataString(cursor)}";
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                MethodUrl($"conversations.history?{query}")
            );
            var answer = await AskAsync(request, cancellationToken);
            foreach (var message in (answer["messages"] as JsonArray ?? []).OfType<JsonObject>())
            {
                yield return message;
            }

            cursor =
                answer["response_metadata"] is JsonObject next && next["next_cursor"] is JsonValue c
                    ? c.ToString()
                    : "";
            if (cursor.Length == 0)
            {
                yield break;
            }
        }
    }

    private async Task CallAsync(
        string method,
        JsonObject message,
        CancellationToken cancellationToken
    )
    {
        message["channel"] = options.Channel;
        using var request = JsonReceiver.Post(MethodUrl(method), message);
        await AskAsync(request, cancellationToken);
    }

    private async Task<JsonObject> AskAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        var answer = await _receiver.AskAsync<JsonObject>(request, cancellationToken);
        if (answer["ok"] is JsonValue ok && ok.TryGetValue<bool>(out var taken) && taken)
        {
            return answer;
        }

        var error = answer["error"] is JsonValue word ? word.ToString() : "";
        // A code of Slack's, e.g. channel_not_found; anything else is not repeated.
        var isCode =
            error.Length is > 0 and < 64 && error.All(c => c is '_' or (>= 'a' and <= 'z'));
        throw new SinkRefusedException(
            $"Slack ({options.Name}) answered {(isCode ? error : "that it did not")}."
        )
        {
            BlamesContent = error is "invalid_blocks" or "msg_too_long" or "msg_blocks_too_long",
        };
    }

    private Uri MethodUrl(string method) => new($"{options.Api.TrimEnd('/')}/{method}");
}
