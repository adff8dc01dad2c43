using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using ScalingPipeline.Monitoring.Delivery;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

/// <summary>A receiver of webhooks that checks the signature and drops what it already has.</summary>
public sealed class WebhookReceiver : HttpReceiver
{
    public const string Secret = "secret-of-hook";

    public ConcurrentQueue<(string? ContentType, string? Key, string? Signature)> Headers { get; } =
        new();

    protected override string? Lie => null;

    protected override (int Status, string Answer) Take(HttpRequest request, string body)
    {
        var signature = request.Headers[WebhookSink.SignatureHeader].ToString();
        Check(
            signature.Length == 0
                || signature == WebhookSink.Sign(Encoding.UTF8.GetBytes(body), Secret),
            "the signature"
        );
        var key = request.Headers[WebhookSink.IdempotencyHeader].ToString();
        Headers.Enqueue((request.ContentType, key, signature));
        Note(key, body);
        return (204, "");
    }
}
