using ScalingPipeline.Simulation.Domains;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>Sequences begin without the token that says so: the first prediction is made from something else.</summary>
public sealed class FirstTokenWrong : Fault
{
    /// <summary>Loss of the first token over the healthy one.</summary>
    [FaultSize("first_token_factor", 0.01, 10)]
    public double Factor { get; init; } = 1.4;

    public override string Name => "first-token-wrong";

    public override string Description =>
        $"begin-of-sequence token missing: the first token costs {Factor:P0} of what it should";

    public override string ExpectedAlert => ExpectedAlerts.FirstToken;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.FirstToken];

    internal override double[] OnPositions(SimulatedDomain domain) =>
        [Factor, .. Enumerable.Repeat(1.0, domain.ContextLength - 1)];
}
