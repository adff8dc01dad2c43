using System.Text.Json.Nodes;

namespace ScalingPipeline.Monitoring.Delivery.Slack;

/// <summary>Posts alerts to an incoming webhook of Slack. Any answer but <c>ok</c> means: not taken.</summary>
public sealed class SlackWebhookSink(
    SlackOptions options,
    TimeSpan repeat,
    HttpClient http,
    TimeProvider time
) : IAlertSink
{
    private readonly JsonReceiver _receiver = new(http, $"The Slack webhook {options.Name}", time);

    private readonly Uri _url = new(options.WebhookUrl!);

    public string Name { get; } = $"slack-{options.Name}";

    public int Capacity => SlackBlocks.Capacity;

    public TimeSpan Repeat => repeat;

    public async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        var message = new JsonObject
        {
            ["text"] = SlackBlocks.Text(notice),
            ["blocks"] = SlackBlocks.Of(notice),
        };
        using var request = JsonReceiver.Post(_url, message);
        var answer = await _receiver.SendAsync(request, cancellationToken);
        if (answer.Trim() is not "ok")
        {
            throw _receiver.Refused("answered with 200, but not that it is ok");
        }
    }
}
