using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Delivery.Alertmanager;

/// <summary>A Prometheus Alertmanager that is told of alerts. The sink is called <c>alertmanager-NAME</c>.</summary>
public sealed class AlertmanagerOptions : SinkOptions
{
    /// <summary>
    /// Where Alertmanager is, with its path prefix if it has one, e.g. <c>http://alertmanager:9093</c>. Each member of a cluster is a
    /// sink of its own.
    /// </summary>
    [Required(ErrorMessage = "Url is missing.")]
    [HttpUrl]
    public string Url { get; set; } = "";

    /// <summary>For basic authentication. Default: none.</summary>
    public string? User { get; set; }

    /// <summary>Goes with <see cref="User"/>.</summary>
    public string? Password { get; set; }

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
        {
            yield return new("User and Password go together; one of them is missing.");
        }
    }
}
