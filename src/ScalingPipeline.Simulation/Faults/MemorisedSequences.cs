using ScalingPipeline.Simulation.Curves;

namespace ScalingPipeline.Simulation.Faults;

/// <summary>A part of the evaluation set lies in the training data: the model comes to know these sequences by heart.</summary>
public sealed class MemorisedSequences : Fault
{
    /// <summary>Share of the sequences.</summary>
    [FaultSize("share_of_sequences", 0.001, 1)]
    public double Share { get; init; } = 0.05;

    /// <summary>Their final loss over the healthy one.</summary>
    [FaultSize("loss_factor", 0, 1)]
    public double LossFactor { get; init; } = 0.1;

    public override string Name => "memorised-sequences";

    public override string Description =>
        $"{Share:P0} of the evaluation sequences lie in the training data: their loss falls to {LossFactor:P0}";

    public override string ExpectedAlert => ExpectedAlerts.MemorisedSequences;

    public override IReadOnlyList<string> OtherAlerts =>
        [ExpectedAlerts.FinalLoss, ExpectedAlerts.TrainEvaluationGap];

    public override IReadOnlyList<string> ExpectedCauses => [ExpectedCause.EvaluationLeak];

    // One of every 1 / share sequences, evenly spread over the set.
    internal override double OnSequence(int sequence, CurvePoint at) =>
        Math.Floor((sequence + 1) * Share) > Math.Floor(sequence * Share)
            ? 1 - ((1 - LossFactor) * at.Progress)
            : 1;
}
