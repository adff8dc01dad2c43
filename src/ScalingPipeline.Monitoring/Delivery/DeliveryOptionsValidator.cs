using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Lists everything that is wrong with the delivery options, those of every receiver included.</summary>
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

        failures.AddRange(Of(nameof(options.Webhooks), [.. options.Webhooks]));
        failures.AddRange(Of(nameof(options.Alertmanagers), [.. options.Alertmanagers]));
        failures.AddRange(Of(nameof(options.Mail), [.. options.Mail]));
        failures.AddRange(Of(nameof(options.Slack), [.. options.Slack]));
        failures.AddRange(Of(nameof(options.Teams), [.. options.Teams]));
        failures.AddRange(Of(nameof(options.PagerDuty), [.. options.PagerDuty]));
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Of(string kind, IReadOnlyList<SinkOptions> receivers)
    {
        for (var i = 0; i < receivers.Count; i++)
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(
                receivers[i],
                new ValidationContext(receivers[i]),
                results,
                validateAllProperties: true
            );
            foreach (var result in results)
            {
                yield return $"{DeliveryOptions.Section}:{kind}:{i}: {result.ErrorMessage}";
            }
        }

        foreach (
            var same in receivers
                .GroupBy(r => r.Name, StringComparer.OrdinalIgnoreCase)
                .Where(g => g.Count() > 1)
        )
        {
            yield return $"{DeliveryOptions.Section}:{kind}: {same.Count()} are called '{same.Key}'; names must be unique.";
        }
    }
}
