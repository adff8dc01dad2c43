using ScalingPipeline.Simulation.Files;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>A training part in the middle of the run was never uploaded.</summary>
public sealed class MissingPart : Fault
{
    public override string Name => "missing-part";

    public override string Description => "the second training part was never uploaded";

    public override string ExpectedAlert => ExpectedAlerts.MissingSteps;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Logging];

    internal override IReadOnlyList<SimulatedFile> OnTrainingFiles(
        IReadOnlyList<SimulatedFile> parts
    ) => [parts[0], .. parts.Skip(2)];
}
