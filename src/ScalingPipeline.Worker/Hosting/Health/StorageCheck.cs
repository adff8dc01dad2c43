using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Telemetry;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Storage.Telemetry;

namespace ScalingPipeline.Worker.Hosting.Health;

/// <summary>The watched storage was listed, and is looked at again and again.</summary>
internal sealed class StorageCheck(
    ObservedBlobSource source,
    ObservedLook looks,
    IOptions<WatchOptions> options,
    TimeProvider time
) : IHealthCheck
{
    private const int MissedLooks = 3;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Check(looks.Record));

    private HealthCheckResult Check(LookRecord looked)
    {
        if (looked.FailingSince is { } since)
        {
            return HealthCheckResult.Unhealthy(
                $"{source.Container}: looking at it has failed since {since:u}; the log says why."
            );
        }

        if ((looked.Succeeded ?? source.Listed) is not { } last)
        {
            return HealthCheckResult.Unhealthy($"{source.Container} has not been listed yet.");
        }

        // A look that is under way may take long: what it found is being read.
        var longest = MissedLooks * options.Value.Interval + options.Value.LongestDelay;
        return !looked.IsLooking && time.GetUtcNow() - last > longest
            ? HealthCheckResult.Unhealthy(
                $"{source.Container} was last looked at {last:u}; it should be every {options.Value.Interval}."
            )
            : HealthCheckResult.Healthy(
                source.Listed is { } listed
                    ? $"{source.Container} was listed at {listed:u}."
                    : $"{source.Container} is listed by another process."
            );
    }
}
