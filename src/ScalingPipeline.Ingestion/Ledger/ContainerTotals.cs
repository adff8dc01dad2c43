namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>What the committed blobs of a container add up to.</summary>
/// <param name="Rows">Rows decoded.</param>
/// <param name="Runs">Runs with at least one committed blob.</param>
/// <param name="Domains">Domains with at least one committed blob, ordered (ordinal).</param>
public sealed record ContainerTotals(long Rows, int Runs, IReadOnlyList<string> Domains);
