using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Lists everything that is wrong with the delivery options, webhooks included.</summary>
internal sealed class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        var failures = new List<string>();
        if (options.LongestBackoff < options.Backoff)
        {
            failures.Add(
                $"{DeliveryOptions.Section}:LongestBackoff ({options.LongestBackoff}) is shorter than Backoff ({options.Backoff})."
            );
        }

        for (var i = 0; i < options.Webhooks.Count; i++)
        {
            var webhook = options.Webhooks[i];
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(
                webhook,
                new ValidationContext(webhook),
                results,
                validateAllProperties: true
            );
            failures.AddRange(
                results.Select(r => $"{DeliveryOptions.Section}:Webhooks:{i}: {r.ErrorMessage}")
            );
            if (webhook.Url is { } url && !IsHttp(url)) // a secret: it is not repeated
            {
                failures.Add(
                    $"{DeliveryOptions.Section}:Webhooks:{i}: the Url is not an absolute http or https URL."
                );
            }
        }

        failures.AddRange(
            options
                .Webhooks.GroupBy(w => w.Name, StringComparer.OrdinalIgnoreCase)
                .Where(g => g.Count() > 1)
                .Select(g =>
                    $"{DeliveryOptions.Section}:Webhooks: {g.Count()} webhooks are called '{g.Key}'; names must be unique."
                )
        );
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsHttp(Uri url) => url.IsAbsoluteUri && url.Scheme is ("http" or "https");
}
