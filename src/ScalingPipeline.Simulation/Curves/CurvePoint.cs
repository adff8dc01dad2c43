namespace ScalingPipeline.Simulation.Curves;

/// <summary>Where on a learning curve a loss stands.</summary>
/// <param name="Updates">Optimizer updates done.</param>
/// <param name="TotalSteps">Updates of the whole schedule.</param>
/// <param name="InitialLoss">ln(vocabulary), nats per token.</param>
public readonly record struct CurvePoint(int Updates, int TotalSteps, double InitialLoss)
{
    /// <summary>Share of the schedule done, 0 to 1.</summary>
    public double Progress => (double)Updates / TotalSteps;
}
