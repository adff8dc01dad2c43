using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Says that a refit left new messages.</summary>
public sealed class OutboxSignal : CoalescingSignal;
