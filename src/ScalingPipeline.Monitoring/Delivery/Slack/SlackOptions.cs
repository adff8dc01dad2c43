using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Delivery.Slack;

/// <summary>
/// A Slack channel. The sink is called <c>slack-NAME</c>. With a bot's token one message follows an alert to its end; an incoming webhook can only post another one.
/// </summary>
public sealed class SlackOptions : SinkOptions
{
    /// <summary>The URL of an incoming webhook; instead of <see cref="Token"/> and <see cref="Channel"/>. A secret.</summary>
    [HttpUrl]
    public string? WebhookUrl { get; set; }

    /// <summary>The token of a bot in the channel, with the scopes <c>chat:write</c> and <c>channels:history</c> (<c>groups:history</c> in a private channel).</summary>
    public string? Token { get; set; }

    /// <summary>The id of the channel, e.g. <c>C0123456789</c>; its name is not enough.</summary>
    [RegularExpression(
        "^[A-Z0-9]{5,}$",
        ErrorMessage = "Channel is not the id of a channel, such as C0123456789; a name is not enough."
    )]
    public string? Channel { get; set; }

    /// <summary>Slack's Web API. Default: <c>https://slack.com/api/</c>.</summary>
    [Required(ErrorMessage = "Api is empty.")]
    [HttpUrl]
    public string Api { get; set; } = "https://slack.com/api/";

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var bot = !string.IsNullOrEmpty(Token) || !string.IsNullOrEmpty(Channel);
        if (string.IsNullOrEmpty(WebhookUrl) && !bot)
        {
            yield return new("WebhookUrl is missing, or Token and Channel instead of it.");
        }
        else if (!string.IsNullOrEmpty(WebhookUrl) && bot)
        {
            yield return new("WebhookUrl and Token exclude each other; remove one of them.");
        }
        else if (bot && (string.IsNullOrEmpty(Token) || string.IsNullOrEmpty(Channel)))
        {
            yield return new("Token and Channel go together; one of them is missing.");
        }
    }
}
