using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

/// <summary>The webhook of a Teams workflow.</summary>
/// <remarks>Source: Microsoft Teams documentation, "Create incoming webhooks with Workflows"; the schema of Adaptive Cards 1.4.</remarks>
public sealed class TeamsReceiver : HttpReceiver
{
    protected override string? Lie =>
        "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429";

    protected override (int Status, string Answer) Take(HttpRequest request, string body)
    {
        Check(Encoding.UTF8.GetByteCount(body) <= 28 * 1024, "a message has at most 28 KB");
        var json = JsonNode.Parse(body)!;
        Check(json["type"]!.ToString() == "message", "the type");
        var attachment = Assert.Single(json["attachments"]!.AsArray())!;
        Check(
            attachment["contentType"]!.ToString() == "application/vnd.microsoft.card.adaptive",
            "the type of the attachment"
        );
        var card = attachment["content"]!;
        Check(card["type"]!.ToString() == "AdaptiveCard", "the card");
        foreach (var block in card["body"]!.AsArray())
        {
            Check(block!["type"]!.ToString() == "RichTextBlock", "texts have no markup");
            foreach (var run in block["inlines"]!.AsArray())
            {
                Check(run!["type"]!.ToString() == "TextRun", "a run");
                Check(run["weight"]!.ToString() is "Default" or "Bolder", "the weight");
                _ = run["text"]!.GetValue<string>();
            }
        }

        Note($"{Bodies.Count}", body);
        return (202, "");
    }
}
