namespace ScalingPipeline.Ingestion.Blobs;

/// <summary>The version of a blob that was to be read is no longer there: a newer one, or none, is in its place.</summary>
public sealed class BlobChangedException(BlobIdentity blob, Exception? inner = null)
    : IOException($"{blob.Name} was overwritten or deleted while it was read.", inner)
{
    public BlobIdentity Blob { get; } = blob;
}
