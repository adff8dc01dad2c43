using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

/// <summary>A channel of Slack, with its incoming webhook and as much of the Web API as a bot needs.</summary>
/// <remarks>Source: Slack's references of Web API methods and of Block Kit.</remarks>
public sealed class SlackReceiver : HttpReceiver
{
    public const string Token = "xoxb-secret-token";
    public const string Channel = "C0123456789";

    private readonly Lock _lock = new();
    private readonly List<JsonObject> _order = [];
    private int _messages;

    /// <summary>What the channel shows, oldest first; replies in threads are apart.</summary>
    public List<JsonObject> Messages { get; } = [];

    public List<JsonObject> Replies { get; } = [];

    protected override string? Lie => """{"ok":false,"error":"channel_is_archived"}""";

    protected override (int Status, string Answer) Take(HttpRequest request, string body)
    {
        lock (_lock)
        {
            if (request.Path == "/services/T0/B0/secret-of-slack")
            {
                var posted = JsonNode.Parse(body)!.AsObject();
                CheckMessage(posted);
                Note($"{Bodies.Count}", body);
                return (200, "ok");
            }

            if (request.Headers.Authorization != $"Bearer {Token}")
            {
                return (200, """{"ok":false,"error":"invalid_auth"}""");
            }

            return (200, Method(request, body).ToJsonString());
        }
    }

    private JsonObject Method(HttpRequest request, string body)
    {
        if (request.Path == "/api/conversations.history")
        {
            return History(request);
        }

        var message = JsonNode.Parse(body)!.AsObject();
        CheckMessage(message);
        if (message["channel"]?.ToString() != Channel)
        {
            return Error("channel_not_found");
        }

        switch (request.Path.Value)
        {
            case "/api/chat.postMessage":
                var ts = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{TestDelivery.Start.ToUnixTimeSeconds()}.{++_messages:000000}"
                );
                message["ts"] = ts;
                (message["thread_ts"] is null ? Messages : Replies).Add(message);
                _order.Add(message);
                Note(ts, body);
                return Done(ts);
            case "/api/chat.update":
                var at = Messages.FindIndex(m => m["ts"]!.ToString() == message["ts"]!.ToString());
                if (at < 0)
                {
                    return Error("message_not_found");
                }

                Messages[at] = message;
                Note(message["ts"]!.ToString(), body);
                return Done(message["ts"]!.ToString());
            default:
                return Error("unknown_method");
        }
    }

    private JsonObject History(HttpRequest request)
    {
        Check(request.Query["channel"] == Channel, "the channel");
        var oldest = double.Parse(request.Query["oldest"]!, CultureInfo.InvariantCulture);
        // Less than was asked for, as Slack may: one at a time.
        var skipped = request.Query["cursor"] is [{ Length: > 0 } cursor]
            ? int.Parse(cursor, CultureInfo.InvariantCulture)
            : 0;
        // Of replies, history has those that were broadcast.
        var rest = _order
            .Where(m => m["thread_ts"] is null || m["reply_broadcast"] is not null)
            .Select(m => Messages.Find(now => $"{now["ts"]}" == $"{m["ts"]}") ?? m)
            .Where(m => m["thread_ts"] is not null || Messages.Contains(m))
            .Where(m => double.Parse(m["ts"]!.ToString(), CultureInfo.InvariantCulture) >= oldest)
            .Reverse()
            .Skip(skipped)
            .ToArray();
        return new JsonObject
        {
            ["ok"] = true,
            ["messages"] = new JsonArray([.. rest.Take(1).Select(m => m.DeepClone())]),
            ["response_metadata"] = new JsonObject
            {
                ["next_cursor"] = rest.Length > 1 ? $"{skipped + 1}" : "",
            },
        };
    }

    private static void CheckMessage(JsonObject message)
    {
        var text = message["text"]!.ToString();
        Check(text.Length is > 0 and <= 4000, "the text");
        Check(!text.Contains('<') && !text.Contains('>'), "the text is escaped");
        var blocks = message["blocks"]!.AsArray();
        Check(blocks.Count is > 0 and <= 50, "a message has at most 50 blocks");
        var ids = blocks.Select(b => b!["block_id"]?.ToString()).OfType<string>().ToArray();
        Check(ids.Distinct(StringComparer.Ordinal).Count() == ids.Length, "ids are unique");
        Check(ids.All(id => id.Length is > 0 and <= 255), "ids have at most 255 characters");
        foreach (var block in blocks)
        {
            Check(block!["type"]!.ToString() == "rich_text", "texts have no markup");
            var runs = block["elements"]!
                .AsArray()
                .SelectMany(section => section!["elements"]!.AsArray())
                .ToArray();
            Check(runs.All(r => r!["type"]!.ToString() == "text"), "nothing but text");
            Check(runs.All(r => r!["text"]!.ToString().Length > 0), "no text is empty");
            Check(
                runs.Sum(r => r!["text"]!.ToString().Length) <= 3000,
                "a block has at most 3,000 characters"
            );
        }
    }

    private static JsonObject Done(string ts) =>
        new()
        {
            ["ok"] = true,
            ["channel"] = Channel,
            ["ts"] = ts,
        };

    private static JsonObject Error(string code) => new() { ["ok"] = false, ["error"] = code };
}
