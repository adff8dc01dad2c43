using ScalingPipeline.Simulation.Domains;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// The context is forgotten every so many tokens: from there on each position costs what the first ones do, a saw-tooth over positions.
/// </summary>
public sealed class ContextReset : Fault
{
    /// <summary>P.</summary>
    [FaultSize("period", 1, 65536)]
    public int Period { get; init; } = 32;

    public override string Name => "context-reset";

    public override string Description => $"context forgotten every {Period} tokens";

    public override string ExpectedAlert => ExpectedAlerts.ContextProfile;

    public override IReadOnlyList<string> OtherAlerts =>
        [ExpectedAlerts.FinalLoss, ExpectedAlerts.TrainingTrend];

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.ContextReset];

    internal override double[] OnPositions(SimulatedDomain domain)
    {
        var healthy = domain.Profile.FactorsOver(domain.ContextLength);
        return [.. healthy.Select((factor, position) => healthy[position % Period] / factor)];
    }
}
