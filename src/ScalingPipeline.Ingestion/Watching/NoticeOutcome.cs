using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What came of a notice.</summary>
/// <param name="Next">
/// Blobs to look at next: after a declaration the parts of its run that wait for it, or were read by another one. They are in the ledger before, so
/// that a scan finds them should they be lost.
/// </param>
/// <param name="IsDecided">False when the blob has to be looked at again though nobody will tell of it: it could not be read now.</param>
public sealed record NoticeOutcome(IReadOnlyList<BlobNotice> Next, bool IsDecided)
{
    internal static NoticeOutcome Done { get; } = new([], IsDecided: true);
}
