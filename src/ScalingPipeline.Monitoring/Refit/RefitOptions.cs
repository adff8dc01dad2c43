using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>When changed domains are refitted. Section <c>Monitoring:Refit</c>.</summary>
public sealed class RefitOptions : IValidatableObject
{
    public const string Section = "Monitoring:Refit";

    /// <summary>A domain is refitted when no commit changed it for this long. Default: 2 s.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00",
        "01:00:00",
        ErrorMessage = "Quiet must be between 0 and 1 h."
    )]
    public TimeSpan Quiet { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A domain that never comes to rest is refitted after this long all the same. Default: 30 s.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00",
        "1.00:00:00",
        ErrorMessage = "Longest must be between 0 and 1 day."
    )]
    public TimeSpan Longest { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks for changed domains, besides those that a commit triggers. Default: 1 s.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.010",
        "00:10:00",
        ErrorMessage = "Poll must be between 10 ms and 10 min."
    )]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Longest < Quiet)
        {
            yield return new ValidationResult(
                $"{Section}:Longest ({Longest}) is shorter than Quiet ({Quiet})."
            );
        }
    }
}
