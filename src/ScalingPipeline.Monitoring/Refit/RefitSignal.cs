namespace ScalingPipeline.Monitoring.Refit;

/// <summary>The hint that a commit changed a domain. Only a hint: without it the change is seen at the next poll.</summary>
public sealed class RefitSignal : WakeSignal;
