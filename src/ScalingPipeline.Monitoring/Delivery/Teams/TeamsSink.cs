using System.Text;
using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery.Teams;

/// <summary>
/// Posts alerts as an Adaptive Card to a Workflows URL. Texts are runs of a <c>RichTextBlock</c>, which has no markup: nothing needs to be escaped, and no
/// name can become a link or a mention.
/// </summary>
/// <remarks>
/// Source: Microsoft Teams documentation, "Create incoming webhooks with Workflows" (28 KB a message) and "Format cards in Teams" (Markdown
/// in TextBlock and Fact only).
/// </remarks>
public sealed class TeamsSink(
    TeamsOptions options,
    string externalUrl,
    TimeSpan repeat,
    HttpClient http,
    TimeProvider time
) : IAlertSink
{
    private const int LargestMessage = 28_000;
    private const int LongestText = 2000;

    private readonly JsonReceiver _receiver = new(http, $"The Teams workflow {options.Name}", time);

    private readonly Uri _url = new(options.Url);

    public string Name { get; } = $"teams-{options.Name}";

    public int Capacity => 20;

    public TimeSpan Repeat => repeat;

    public async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        using var request = JsonReceiver.Post(_url, Body(notice, externalUrl));
        var answer = await _receiver.SendAsync(request, cancellationToken);
        // A workflow answers with nothing, connectors of old with 1; whatever else comes with 200 tells of a failure behind it.
        if (answer.Trim() is not ("" or "1"))
        {
            throw _receiver.Refused("answered with 200, and with words that say it failed");
        }
    }

    private static byte[] Body(AlertNotice notice, string externalUrl)
    {
        for (var longest = LongestText; ; longest /= 2)
        {
            var message = Message(notice, externalUrl, longest).ToJsonString(AlertJson.Options);
            var body = Encoding.UTF8.GetBytes(message);
            if (body.Length <= LargestMessage || longest < 4)
            {
                return body;
            }
        }
    }

    private static JsonObject Message(AlertNotice notice, string externalUrl, int longest)
    {
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = new JsonArray([
                .. notice.Alerts.SelectMany(alert => Blocks(alert, longest)),
            ]),
        };
        if (externalUrl.Length > 0)
        {
            card["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Action.OpenUrl",
                    ["title"] = "Open",
                    ["url"] = externalUrl,
                }
            );
        }

        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["contentUrl"] = null,
                    ["content"] = card,
                }
            ),
        };
    }

    private static IEnumerable<JsonNode> Blocks(AlertDocument alert, int longest) =>
        AlertLines
            .Of(alert, longest)
            .Select(
                (line, i) =>
                    new JsonObject
                    {
                        ["type"] = "RichTextBlock",
                        ["separator"] = i == 0,
                        ["spacing"] = i == 0 ? "Medium" : "Small",
                        ["inlines"] = new JsonArray(
                            Run($"{line.Label}: ", isBold: true),
                            Run(line.Text, isBold: false)
                        ),
                    }
            );

    private static JsonObject Run(string text, bool isBold) =>
        new()
        {
            ["type"] = "TextRun",
            ["text"] = text,
            ["weight"] = isBold ? "Bolder" : "Default",
        };
}
