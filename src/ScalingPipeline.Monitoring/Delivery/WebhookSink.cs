using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Posts alerts to a URL, see <see cref="WebhookPayload"/>. Any answer but 2xx means: not taken.</summary>
public sealed class WebhookSink(WebhookOptions options, HttpClient http) : IAlertSink
{
    /// <summary>Holds <c>sha256=</c> and the HMAC-SHA256 of the body in hex.</summary>
    public const string SignatureHeader = "X-ScalingPipeline-Signature";

    /// <summary>Holds the message's id: the same for every attempt, so that a receiver can drop what it already has.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    public string Name { get; } = $"webhook-{options.Name}";

    public async Task SendAsync(
        OutboxMessage message,
        AlertDocument alert,
        CancellationToken cancellationToken
    )
    {
        var body = Encoding.UTF8.GetBytes(WebhookPayload.Of(alert, Name, options.ExternalUrl));
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url)
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation(IdempotencyHeader, message.Id);
        if (!string.IsNullOrEmpty(options.Secret))
        {
            request.Headers.Add(SignatureHeader, Sign(body, options.Secret));
        }

        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"The webhook {options.Name} answered {(int)response.StatusCode} {response.ReasonPhrase}.",
                inner: null,
                response.StatusCode
            );
        }
    }

    /// <summary>The value of <see cref="SignatureHeader"/> for a body.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";
}
