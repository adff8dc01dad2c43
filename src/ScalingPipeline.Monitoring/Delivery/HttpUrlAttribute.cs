using System.ComponentModel.DataAnnotations;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>An absolute http or https URL; empty is for others to judge. The sentence does not repeat it: it may be a secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpUrlAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is null or ""
        || (
            Uri.TryCreate(value as string, UriKind.Absolute, out var url)
            && url.Scheme is ("http" or "https")
        );

    public override string FormatErrorMessage(string name) =>
        $"{name} is not an absolute http or https URL.";
}
