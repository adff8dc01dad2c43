using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>What every configured receiver has.</summary>
public abstract class SinkOptions : IValidatableObject
{
    /// <summary>Unique among the sinks of its kind: letters, digits and dashes. Default: <c>default</c>.</summary>
    [Required(ErrorMessage = "Name is missing.")]
    [RegularExpression(
        "^[A-Za-z0-9-]{1,64}$",
        ErrorMessage = "Name may only have letters, digits and dashes, at most 64."
    )]
    public string Name { get; set; } = "default";

    /// <summary>What no single setting shows to be wrong.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        [];
}
