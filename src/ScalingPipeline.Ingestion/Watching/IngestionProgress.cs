namespace ScalingPipeline.Ingestion.Watching;

/// <summary>How far a pass has come: blobs read of blobs to read.</summary>
public readonly record struct IngestionProgress(int Done, int Total);
