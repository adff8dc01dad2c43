namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What a pass found and did.</summary>
/// <param name="Listed">Blobs in storage, the service's own left out.</param>
/// <param name="New">Names never seen before.</param>
/// <param name="Changed">Versions whose state in the ledger changed during the pass, new ones among them.</param>
/// <param name="RowsDecoded">Rows decoded by this pass.</param>
/// <param name="DefinitionProblems">One sentence for each definition that was left out.</param>
public sealed record PassOutcome(
    long Listed,
    long New,
    long Changed,
    long RowsDecoded,
    IReadOnlyList<string> DefinitionProblems
);
