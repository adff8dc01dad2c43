namespace ScalingPipeline.Ingestion.Blobs;

/// <summary>
/// The storage failed, not a blob: it cannot be reached, is overloaded, refuses the credentials, breaks off. Nothing is known of the blob, and
/// nothing is held against it.
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null)
    : IOException(message, inner);
