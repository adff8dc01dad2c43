using Microsoft.Extensions.Diagnostics.HealthChecks;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Worker.Hosting.Health;

/// <summary>The state can be read; whoever opens it brings it to the newest form first, so that all migrations are done.</summary>
internal sealed class StateCheck(IMonitoringState state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            var waiting = await state.WaitingMessagesAsync(cancellationToken);
            return HealthCheckResult.Healthy($"{waiting} messages wait to be delivered.");
        }
        catch (OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The state does not answer; the log says why.");
        }
        catch (Exception fault)
        {
            // The message of a driver may quote what it connects with; the log has it, with secrets masked.
            return HealthCheckResult.Unhealthy(
                $"The state cannot be read ({fault.GetType().Name}); the log says why."
            );
        }
    }
}
