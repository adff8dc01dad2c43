using ScalingPipeline.Ingestion.Blobs;

namespace ScalingPipeline.Storage.Blobs;

/// <summary>A folder or a container, opened for reading and for writing.</summary>
/// <param name="Location">Where it is, for people: without credentials.</param>
/// <param name="Source">Reads from it.</param>
/// <param name="Sink">Writes to it.</param>
public sealed record BlobStore(string Location, IBlobSource Source, IBlobSink Sink);
