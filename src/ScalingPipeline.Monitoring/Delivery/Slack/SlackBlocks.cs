using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ScalingPipeline.Monitoring.Delivery.Slack;

/// <summary>
/// A notice as Slack's blocks: one of rich text for each alert. Rich text has no markup, so nothing in it can become a link or a mention; the text for notifications
/// has, and is escaped. The id of a block names the alert's life and the message that it shows.
/// </summary>
/// <remarks>
/// Source: Slack's reference of Block Kit (50 blocks a message, ids of at most 255 characters, a new id with each change) and "Formatting
/// text for app surfaces".
/// </remarks>
internal static class SlackBlocks
{
    /// <summary>The most alerts in a message.</summary>
    public const int Capacity = 40;

    // Seven lines and their labels stay below the 3,000 characters that a block may have.
    private const int LongestText = 400;
    private const int LongestHeadline = 300;

    public static JsonArray Of(AlertNotice notice) => new([.. notice.Entries.Select(Of)]);

    public static JsonObject Of(NoticeEntry entry)
    {
        var runs = new JsonArray();
        foreach (var line in AlertLines.Of(entry.Alert, LongestText))
        {
            runs.Add(Run($"{(runs.Count > 0 ? "\n" : "")}{line.Label}: ", isBold: true));
            runs.Add(Run(line.Text.Length > 0 ? line.Text : " ", isBold: false));
        }

        return new JsonObject
        {
            ["type"] = "rich_text",
            ["block_id"] = Id(entry),
            ["elements"] = new JsonArray(
                new JsonObject { ["type"] = "rich_text_section", ["elements"] = runs }
            ),
        };
    }

    /// <summary>What notifications and old clients show.</summary>
    public static string Text(AlertNotice notice) =>
        AlertLines
            .Headline(notice, LongestHeadline)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Id(NoticeEntry entry)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(entry.MessageId));
        return $"{Life(entry)}{Convert.ToHexStringLower(hash)[..16]}";
    }

    /// <summary>What the ids of all blocks about one life of an alert begin with.</summary>
    public static string Life(NoticeEntry entry) => $"{AlertLife.Of(entry.Alert)}-";

    private static JsonObject Run(string text, bool isBold)
    {
        var run = new JsonObject { ["type"] = "text", ["text"] = text };
        if (isBold)
        {
            run["style"] = new JsonObject { ["bold"] = true };
        }

        return run;
    }
}
