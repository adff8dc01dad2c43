namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>How far a scan of a large container has come.</summary>
/// <param name="Continuation">Where the listing goes on, in the words of the storage.</param>
/// <param name="Started">When the scan began: a position is of no use for long.</param>
public sealed record ScanPosition(string Continuation, DateTimeOffset Started);
