using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ScalingPipeline.Worker.Hosting.Health;

/// <summary>Every loop that was begun still runs.</summary>
internal sealed class LoopsCheck(IEnumerable<IHostedService> services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var ended = services
            .OfType<BackgroundService>()
            .Where(s => s is not Demo && s.ExecuteTask is { IsCompleted: true })
            .Select(s => s.GetType().Name)
            .ToArray();
        return Task.FromResult(
            ended.Length == 0
                ? HealthCheckResult.Healthy("All loops run.")
                : HealthCheckResult.Unhealthy($"Ended: {string.Join(", ", ended)}.")
        );
    }
}
