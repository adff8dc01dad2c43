namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>A container of which the ledger holds something.</summary>
/// <param name="Name">As in <see cref="Blobs.BlobIdentity.Container"/>.</param>
/// <param name="Versions">Blob versions in the ledger, of every state.</param>
public sealed record KnownContainer(string Name, long Versions);
