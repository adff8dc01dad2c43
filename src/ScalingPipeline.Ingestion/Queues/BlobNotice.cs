namespace ScalingPipeline.Ingestion.Queues;

/// <summary>A hint that a blob may be new or changed: what to look at, never what to believe.</summary>
/// <param name="Name">The blob's name within the watched container, with <c>/</c> between its parts.</param>
/// <param name="Created">When the storage says that it was written; null when nobody said.</param>
public sealed record BlobNotice(string Name, DateTimeOffset? Created = null);
