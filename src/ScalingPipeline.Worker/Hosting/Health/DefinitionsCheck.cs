using Microsoft.Extensions.Diagnostics.HealthChecks;
using ScalingPipeline.Ingestion.Definitions;

namespace ScalingPipeline.Worker.Hosting.Health;

/// <summary>There are pipeline definitions, and none is left out for a fault.</summary>
internal sealed class DefinitionsCheck(IDefinitions definitions) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var current = definitions.Current();
        return Task.FromResult(
            current.Definitions.Count == 0
                ? HealthCheckResult.Unhealthy(string.Join(" ", current.Problems))
            : current.Problems.Count > 0
                ? HealthCheckResult.Degraded(string.Join(" ", current.Problems))
            : HealthCheckResult.Healthy($"{current.Definitions.Count} definitions.")
        );
    }
}
