namespace ScalingPipeline.Simulation.Faults;

/// <summary>
/// Two workers evaluate the whole set and number their sequences through: every loss is there twice, the mean is right and its error too small.
/// </summary>
public sealed class EvaluationCountedTwice : Fault
{
    public override string Name => "evaluation-counted-twice";

    public override string Description =>
        $"every evaluation holds the set twice, the second time under new sequence numbers";

    public override string ExpectedAlert => ExpectedAlerts.EvaluationSize;

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.Logging];

    internal override int EvaluationCopies => 2;
}
