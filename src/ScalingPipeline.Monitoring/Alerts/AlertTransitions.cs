using ScalingPipeline.Monitoring.Delivery;

namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>What one evaluation changes.</summary>
/// <param name="Alerts">Alerts that are new or moved on, ordered by id; those left as they were are not in it.</param>
/// <param name="Messages">One for each sink and each alert that began to fire, grew worse or resolved.</param>
public sealed record AlertTransitions(
    IReadOnlyList<AlertRecord> Alerts,
    IReadOnlyList<OutboxMessage> Messages
);
