namespace ScalingPipeline.Ingestion.Definitions;

/// <summary>Where the evaluations on one set lie and what their columns are called.</summary>
/// <param name="Set">The name of the evaluation set.</param>
/// <param name="Primary">Whether the laws are fitted to this set.</param>
/// <param name="FirstTokenEntropy">Entropy in nats of the tokens at the first position, where no context helps; null where it is not declared.</param>
public sealed record EvaluationDefinition(
    string Set,
    bool Primary,
    BlobPattern Path,
    EvaluationColumns Columns,
    double? FirstTokenEntropy = null
);

/// <summary>
/// Column names. A file with the list column has one row a sequence; else one row a token, with its 0-based position.
/// </summary>
public sealed record EvaluationColumns
{
    public string Sequence { get; init; } = "sequence_id";

    public string Position { get; init; } = "position";

    public string Loss { get; init; } = "loss";

    public string Losses { get; init; } = "losses";
}
