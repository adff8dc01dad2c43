namespace ScalingPipeline.Ingestion.Blobs;

/// <summary>What identifies one version of one blob. An overwritten blob has the same name and another ETag.</summary>
public readonly record struct BlobIdentity(string Container, string Name, string ETag);

/// <summary>One line of a listing.</summary>
/// <param name="Identity">Which version of which blob.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="LastModified">As told by the storage; shown to people, never used to decide what is new.</param>
public sealed record BlobItem(BlobIdentity Identity, long Size, DateTimeOffset LastModified);
