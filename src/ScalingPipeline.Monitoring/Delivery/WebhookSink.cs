using System.Security.Cryptography;
using System.Text;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Posts alerts to a URL in one of the forms of <see cref="WebhookFormat"/>. Any answer but 2xx means: not taken.</summary>
public sealed class WebhookSink(
    WebhookOptions options,
    string externalUrl,
    HttpClient http,
    TimeProvider time
) : IAlertSink
{
    /// <summary>Holds <c>sha256=</c> and the HMAC-SHA256 of the body in hex.</summary>
    public const string SignatureHeader = "X-ScalingPipeline-Signature";

    /// <summary>Holds the message's id: the same for every attempt, so that a receiver can drop what it already has.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    private readonly JsonReceiver _receiver = new(http, $"The webhook {options.Name}", time);
    private readonly Uri _url = new(options.Url);
    private readonly string _externalUrl =
        options.ExternalUrl.Length > 0 ? options.ExternalUrl : externalUrl;

    public string Name { get; } = $"webhook-{options.Name}";

    public async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        foreach (var entry in notice.Entries)
        {
            var (text, mediaType) = Written(entry);
            var body = Encoding.UTF8.GetBytes(text);
            using var request = JsonReceiver.Post(_url, body, mediaType);
            request.Headers.TryAddWithoutValidation(IdempotencyHeader, entry.MessageId);
            if (!string.IsNullOrEmpty(options.Secret))
            {
                request.Headers.Add(SignatureHeader, Sign(body, options.Secret));
            }

            await _receiver.SendAsync(request, cancellationToken);
        }
    }

    private (string Text, string MediaType) Written(NoticeEntry entry) =>
        options.Format == WebhookFormat.CloudEvents
            ? (CloudEvent.Of(entry, _externalUrl), CloudEvent.MediaType)
            : (WebhookPayload.Of(entry.Alert, Name, _externalUrl), "application/json");

    /// <summary>The value of <see cref="SignatureHeader"/> for a body.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";
}
