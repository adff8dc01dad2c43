using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Where alerts go and how hard delivery tries. Section <c>Monitoring:Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "Monitoring:Delivery";

    /// <summary>Write alerts to the log. Default: true.</summary>
    public bool Console { get; set; } = true;

    /// <summary>Write alerts as blobs below <c>alerts/</c>. Default: true.</summary>
    public bool Blobs { get; set; } = true;

    /// <summary>Receivers over HTTP. Default: none.</summary>
    public IList<WebhookOptions> Webhooks { get; set; } = [];

    /// <summary>Between two looks at the outbox, besides those that a refit triggers. Default: 5 s.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.010",
        "01:00:00",
        ErrorMessage = "Poll must be between 10 ms and 1 h."
    )]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>One attempt at one sink takes no longer. Default: 10 s.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.100",
        "00:10:00",
        ErrorMessage = "Timeout must be between 100 ms and 10 min."
    )]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Immediate retries within one delivery, after the first attempt. Default: 2.</summary>
    [Range(0, 10, ErrorMessage = "Retries must be between 0 and 10.")]
    public int Retries { get; set; } = 2;

    /// <summary>Before the first immediate retry; doubles, with jitter. Default: 500 ms.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00",
        "00:01:00",
        ErrorMessage = "RetryDelay must be between 0 and 1 min."
    )]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After a failed delivery the message waits this long; doubles with every failure. Default: 15 s.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:01",
        "01:00:00",
        ErrorMessage = "Backoff must be between 1 s and 1 h."
    )]
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest that a message waits between two deliveries. Default: 1 h.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:01",
        "1.00:00:00",
        ErrorMessage = "LongestBackoff must be between 1 s and 1 day."
    )]
    public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromHours(1);
}
