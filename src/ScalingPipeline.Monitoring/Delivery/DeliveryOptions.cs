using System.ComponentModel.DataAnnotations;
using ScalingPipeline.Monitoring.Delivery.Alertmanager;
using ScalingPipeline.Monitoring.Delivery.Mail;
using ScalingPipeline.Monitoring.Delivery.PagerDuty;
using ScalingPipeline.Monitoring.Delivery.Slack;
using ScalingPipeline.Monitoring.Delivery.Teams;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Where alerts go and how hard delivery tries. Section <c>Monitoring:Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "Monitoring:Delivery";

    /// <summary>Write alerts to the log. Default: true.</summary>
    public bool Console { get; set; } = true;

    /// <summary>Write alerts as blobs below <c>alerts/</c>. Default: true.</summary>
    public bool Blobs { get; set; } = true;

    /// <summary>Where people find the service's page; messages link to it. Default: empty, no links.</summary>
    [HttpUrl]
    public string ExternalUrl { get; set; } = "";

    /// <summary>Receivers over HTTP. Default: none.</summary>
    public IList<WebhookOptions> Webhooks { get; set; } = [];

    /// <summary>Prometheus Alertmanagers. Default: none.</summary>
    public IList<AlertmanagerOptions> Alertmanagers { get; set; } = [];

    /// <summary>People who get mail. Default: none.</summary>
    public IList<MailOptions> Mail { get; set; } = [];

    /// <summary>Channels of Slack. Default: none.</summary>
    public IList<SlackOptions> Slack { get; set; } = [];

    /// <summary>Channels of Teams. Default: none.</summary>
    public IList<TeamsOptions> Teams { get; set; } = [];

    /// <summary>Services of PagerDuty. Default: none.</summary>
    public IList<PagerDutyOptions> PagerDuty { get; set; } = [];

    /// <summary>Mail, Slack and Teams tell again of an alert that still fires, at the first refit after this time. Zero: never. Default: 24 h.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00",
        "365.00:00:00",
        ErrorMessage = "RepeatInterval must be between 0 and 365 days."
    )]
    public TimeSpan RepeatInterval { get; set; } = TimeSpan.FromHours(24);

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
