namespace ScalingPipeline.Runs;

/// <summary>One training run: what it declared and all that was counted of its logs.</summary>
public sealed record Run
{
    public required RunMetadata Metadata { get; init; }

    public required TrainingSeries Training { get; init; }

    /// <summary>Every evaluation, ordered by set (ordinal), then step.</summary>
    public required IReadOnlyList<EvaluationCheckpoint> Evaluations { get; init; }

    /// <summary>Training steps that came more than once, in different parts; of each the part that goes on was taken.</summary>
    public long OverlappingSteps { get; init; }

    /// <summary>Where a restarted job went on, by step.</summary>
    public IReadOnlyList<Restart> Restarts { get; init; } = [];

    /// <summary>ln loss of a second whole training log under the same name, against the one taken; null when there is none.</summary>
    public double? OtherPopulation { get; init; }

    public string Name => Metadata.Run;

    /// <summary>Evaluations on one set, ordered by step.</summary>
    public IEnumerable<EvaluationCheckpoint> EvaluationsOn(string set) =>
        Evaluations.Where(e => string.Equals(e.Set, set, StringComparison.Ordinal));

    /// <summary>D after a step: steps x tokens per step where declared, else the token counter of the training log; null when neither is known.</summary>
    public long? TokensAt(long step)
    {
        if (Metadata.TokensPerStep is { } perStep)
        {
            return step >= 0 && perStep > 0 && step <= long.MaxValue / perStep
                ? step * perStep
                : null;
        }

        var index = Array.BinarySearch(Training.Step, step);
        return index >= 0 ? Training.Tokens[index] : null;
    }

    /// <summary>
    /// The evaluation at the end of the declared schedule: at most one hundredth beyond it and, for logs that count from 0 or by one too many, one step or a thousandth before it; null while the run trains, or when the
    /// schedule is not declared.
    /// </summary>
    public EvaluationCheckpoint? FinalEvaluation(string set) =>
        Metadata.TotalSteps is { } last
            ? EvaluationsOn(set)
                .LastOrDefault(e =>
                    last - e.Step <= Math.Max(1, last / 1_000) && e.Step - last <= last / 100
                )
            : null;
}
