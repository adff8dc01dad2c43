using ScalingPipeline.Ingestion.Blobs;

namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>What settlement needs to know of a stored contribution.</summary>
/// <param name="Blob">Where it came from.</param>
/// <param name="ContentHash">SHA-256 (lower-case hex) of the encoded contribution.</param>
/// <param name="Coverage">The ids it speaks of.</param>
public sealed record ContributionHeader(BlobIdentity Blob, string ContentHash, Coverage Coverage);
