using System.Globalization;
using Microsoft.Extensions.Options;
using Quartz;

namespace ScalingPipeline.Monitoring.Nightly;

/// <summary>Lists everything that is wrong with the nightly options.</summary>
internal sealed class NightlyOptionsValidator : IValidateOptions<NightlyOptions>
{
    public ValidateOptionsResult Validate(string? name, NightlyOptions options)
    {
        var failures = new List<string>();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            failures.Add(
                $"{NightlyOptions.Section}:TimeZone '{options.TimeZone}' is not known here; use an IANA name such as Europe/Berlin, or UTC."
            );
        }

        if (options.Cron is { Length: > 0 } cron)
        {
            if (!CronExpression.TryParse(cron, out _))
            {
                failures.Add(
                    $"{NightlyOptions.Section}:Cron '{cron}' is not a Quartz cron expression; it has six fields from seconds to day of week, e.g. '0 30 2 * * ?'."
                );
            }
        }
        else if (
            !TimeOnly.TryParseExact(
                options.Time,
                "HH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
        )
        {
            failures.Add(
                $"{NightlyOptions.Section}:Time '{options.Time}' is not a time of day; write it as HH:mm, e.g. 02:30."
            );
        }

        if (
            options.Heartbeat is { } url
            && !(url.IsAbsoluteUri && url.Scheme is ("http" or "https"))
        )
        {
            failures.Add(
                $"{NightlyOptions.Section}:Heartbeat '{url}' is not an absolute http or https URL."
            );
        }

        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures);
    }
}
