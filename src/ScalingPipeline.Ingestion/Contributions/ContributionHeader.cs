using ScalingPipeline.Ingestion.Blobs;

namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>What settlement needs to know of a stored contribution.</summary>
/// <param name="Blob">Where it came from.</param>
/// <param name="ContentHash">See <see cref="ContributionCodec.Hash"/>.</param>
/// <param name="Coverage">The ids it speaks of.</param>
public sealed record ContributionHeader(BlobIdentity Blob, string ContentHash, Coverage Coverage);
