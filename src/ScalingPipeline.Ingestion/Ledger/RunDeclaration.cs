using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>What a run declared, and which blob said so.</summary>
public sealed record RunDeclaration(BlobIdentity Blob, RunMetadata Metadata);
