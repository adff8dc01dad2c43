using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Runs;

/// <summary>One evaluation of a run, at one step, on one evaluation set.</summary>
public sealed record EvaluationCheckpoint
{
    /// <summary>The evaluation set as named in the pipeline definition.</summary>
    public required string Set { get; init; }

    /// <summary>Optimizer steps taken when it was evaluated.</summary>
    public required long Step { get; init; }

    /// <summary>All tokens together; its between-sequence sums are of whole sequences.</summary>
    public required LossStatistics All { get; init; }

    public required PositionProfile Profile { get; init; }

    /// <summary>How the mean losses of its sequences are spread; null where that was not counted, as in what an earlier version stored.</summary>
    public SequenceLosses? SequenceLosses { get; init; }

    /// <summary>Losses that were NaN, infinite or null: counted, left out of every sum.</summary>
    public long NonFinite { get; init; }
}
