using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>A receiver of alerts over HTTP.</summary>
public sealed class WebhookOptions
{
    /// <summary>Unique name, letters, digits and dashes; the sink is called <c>webhook-NAME</c>. Default: <c>default</c>.</summary>
    [Required(ErrorMessage = "A webhook needs a Name.")]
    [RegularExpression(
        "^[A-Za-z0-9-]+$",
        ErrorMessage = "A webhook's Name may only have letters, digits and dashes."
    )]
    public string Name { get; set; } = "default";

    /// <summary>Where alerts are posted to: an absolute http or https URL.</summary>
    [Required(ErrorMessage = "A webhook needs a Url.")]
    public Uri? Url { get; set; }

    /// <summary>
    /// When set, the header <c>X-ScalingPipeline-Signature</c> is <c>sha256=</c> and the HMAC-SHA256 (hex) of the body under it.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>Where people find the service's page; shown as <c>externalURL</c>. Default: empty.</summary>
    public string ExternalUrl { get; set; } = "";
}
