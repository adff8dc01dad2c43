using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery.Slack;

/// <summary>
/// Posts alerts as a bot, and follows each in the message that told of it: its block is changed in place. What people should notice (an alert that grew worse or
/// still fires) is said in the message's thread, too. Which message that is, Slack's own history knows: there is no other memory, and a repeated notice finds what
/// it has done. An alert whose message is deleted, or further back than 4,000 others, gets a new one.
/// </summary>
public sealed class SlackBotSink(
    SlackOptions options,
    TimeSpan repeat,
    HttpClient http,
    TimeProvider time
) : IAlertSink
{
    /// <summary>Slack's clock and ours may be apart.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromHours(1);

    private readonly SlackApi _slack = new(options, http, time);

    public string Name { get; } = $"slack-{options.Name}";

    public int Capacity => SlackBlocks.Capacity;

    public TimeSpan Repeat => repeat;

    public async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        var open = notice.Entries.ToList();
        var oldest = notice.Alerts.Min(a => a.Since) - _skew;
        await foreach (var message in _slack.HistoryAsync(oldest, cancellationToken))
        {
            var found = open.Where(entry => BlockOf(entry, message) >= 0).ToArray();
            if (found.Length > 0)
            {
                open.RemoveAll(found.Contains);
                await FollowAsync(found, message, cancellationToken);
                if (open.Count == 0)
                {
                    return;
                }
            }
        }

        if (open.Count > 0)
        {
            await _slack.PostAsync(Message(new AlertNotice(open)), cancellationToken);
        }
    }

    private async Task FollowAsync(
        IReadOnlyList<NoticeEntry> found,
        JsonObject message,
        CancellationToken cancellationToken
    )
    {
        var blocks = message["blocks"]!.AsArray();
        var news = new List<NoticeEntry>();
        foreach (var entry in found)
        {
            var at = BlockOf(entry, message);
            var block = SlackBlocks.Of(entry);
            if (!string.Equals(IdOf(blocks[at]), IdOf(block), StringComparison.Ordinal))
            {
                blocks[at] = block;
                news.Add(entry);
            }
        }

        if (news.Count == 0)
        {
            return;
        }

        var ts = message["ts"]!.ToString();
        // First what may be said twice: the changed block says that it was.
        var noted = news.Where(e => e.Alert.Status != AlertStatus.Resolved).ToArray();
        if (noted.Length > 0)
        {
            var reply = Message(new AlertNotice(noted));
            reply["thread_ts"] = ts;
            reply["reply_broadcast"] = true;
            foreach (var block in reply["blocks"]!.AsArray())
            {
                // By its block, the message itself is found again, not what was said below it.
                block!.AsObject().Remove("block_id");
            }

            await _slack.PostAsync(reply, cancellationToken);
        }

        var changed = new JsonObject
        {
            ["ts"] = ts,
            ["text"] = SlackBlocks.Text(new AlertNotice(news)),
            ["blocks"] = blocks.DeepClone(),
        };
        await _slack.UpdateAsync(changed, cancellationToken);
    }

    private static JsonObject Message(AlertNotice notice) =>
        new()
        {
            ["text"] = SlackBlocks.Text(notice),
            ["blocks"] = SlackBlocks.Of(notice),
            ["unfurl_links"] = false,
        };

    private static int BlockOf(NoticeEntry entry, JsonObject message)
    {
        if (message["blocks"] is not JsonArray blocks || message["ts"] is not JsonValue)
        {
            return -1;
        }

        for (var i = 0; i < blocks.Count; i++)
        {
            if (IdOf(blocks[i]).StartsWith(SlackBlocks.Life(entry), StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private static string IdOf(JsonNode? block) =>
        block is JsonObject known && known["block_id"] is JsonValue id ? id.ToString() : "";
}
