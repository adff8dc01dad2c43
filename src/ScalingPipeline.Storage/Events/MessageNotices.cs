using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Storage.Events;

/// <summary>What one message of a queue says.</summary>
/// <param name="Notices">The watched blobs that it tells of: none when it is not for us.</param>
/// <param name="Fault">Why it, or a part of it, cannot be understood; null when it can. Begins with "it" or "an event".</param>
internal sealed record MessageNotices(IReadOnlyList<BlobNotice> Notices, string? Fault);
