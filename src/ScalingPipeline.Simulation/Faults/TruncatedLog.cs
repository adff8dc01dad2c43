using ScalingPipeline.Simulation.Files;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// The job trained and evaluated to its end, but the last part of its training log is missing.
/// </summary>
public sealed class TruncatedLog : Fault
{
    public override string Name => "truncated-log";

    public override string Description =>
        $"the last training part was never uploaded; the evaluations are complete";

    public override string ExpectedAlert => ExpectedAlerts.MissingSteps;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Logging];

    internal override IReadOnlyList<SimulatedFile> OnTrainingFiles(
        IReadOnlyList<SimulatedFile> parts
    ) => [.. parts.SkipLast(1)];
}
