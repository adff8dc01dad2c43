namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>Of a firing alert whose condition no longer holds, while it waits to resolve.</summary>
public static class AlertClearing
{
    /// <summary>One sentence; null while the condition holds, and once the alert is resolved.</summary>
    public static string? Of(AlertStatus status, int clearedEvaluations)
    {
        var left = AlertLifecycle.EvaluationsToResolve - clearedEvaluations;
        return status == AlertStatus.Firing && clearedEvaluations > 0
            ? $"It no longer holds, and resolves if it stays away at {(left == 1 ? "one more refit" : $"{left} more refits")} after new logs or at night."
            : null;
    }
}
