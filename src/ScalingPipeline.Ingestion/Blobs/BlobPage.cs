namespace ScalingPipeline.Ingestion.Blobs;

/// <summary>One page of a listing.</summary>
/// <param name="Items">May be empty.</param>
/// <param name="Continuation">Where the listing goes on; null when this is the last page. Meaningful to the same source alone.</param>
public sealed record BlobPage(IReadOnlyList<BlobItem> Items, string? Continuation);
