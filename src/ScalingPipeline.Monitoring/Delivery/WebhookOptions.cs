using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>A receiver of alerts over HTTP. The sink is called <c>webhook-NAME</c>.</summary>
public sealed class WebhookOptions : SinkOptions
{
    /// <summary>Where alerts are posted to: an absolute http or https URL.</summary>
    [Required(ErrorMessage = "Url is missing.")]
    [HttpUrl]
    public string Url { get; set; } = "";

    /// <summary>Default: <see cref="WebhookFormat.Alertmanager"/>.</summary>
    public WebhookFormat Format { get; set; } = WebhookFormat.Alertmanager;

    /// <summary>
    /// When set, the header <c>X-ScalingPipeline-Signature</c> is <c>sha256=</c> and the HMAC-SHA256 (hex) of the body under it.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>Where people find the service's page; shown as <c>externalURL</c>. Default: that of all sinks.</summary>
    [HttpUrl]
    public string ExternalUrl { get; set; } = "";
}
