using ScalingPipeline.Simulation.Domains;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// Attention reaches back so many tokens only: beyond them no position gains from its longer context.
/// </summary>
public sealed class TruncatedAttention : Fault
{
    /// <summary>Tokens that attention sees.</summary>
    [FaultSize("window", 1, 65536)]
    public int Window { get; init; } = 16;

    public override string Name => "truncated-attention";

    public override string Description =>
        $"attention sees {Window} tokens only: the loss stops falling there along the context";

    public override string ExpectedAlert => ExpectedAlerts.ContextProfile;

    public override IReadOnlyList<string> OtherAlerts =>
        [ExpectedAlerts.FinalLoss, ExpectedAlerts.TrainingTrend];

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.AttentionWindow];

    internal override double[] OnPositions(SimulatedDomain domain)
    {
        var healthy = domain.Profile.FactorsOver(domain.ContextLength);
        var window = Math.Min(Window, healthy.Length);
        return
        [
            .. healthy.Select(
                (factor, position) => healthy[Math.Min(position, window - 1)] / factor
            ),
        ];
    }
}
