using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Delivery.PagerDuty;

/// <summary>A PagerDuty service that opens and resolves incidents. The sink is called <c>pagerduty-NAME</c>.</summary>
public sealed class PagerDutyOptions : SinkOptions
{
    /// <summary>The integration key of the service, for Events API v2: 32 characters.</summary>
    [Required(ErrorMessage = "RoutingKey is missing.")]
    [RegularExpression(
        "^[A-Za-z0-9]{32}$",
        ErrorMessage = "RoutingKey is not one of Events API v2: these have 32 letters and digits."
    )]
    public string RoutingKey { get; set; } = "";

    /// <summary>Default: that of the United States; the European one is <c>https://events.eu.pagerduty.com/v2/enqueue</c>.</summary>
    [Required(ErrorMessage = "Url is empty.")]
    [HttpUrl]
    public string Url { get; set; } = "https://events.pagerduty.com/v2/enqueue";
}
