using ScalingPipeline.Monitoring.Judgements;

namespace ScalingPipeline.Reporting;

/// <summary>What people said of an open alert: at least one of the two is there.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Silenced">The silence that keeps messages about it back.</param>
/// <param name="Acknowledged">Who takes care of it.</param>
public sealed record AlertJudgement(
    string AlertId,
    Silence? Silenced,
    Acknowledgement? Acknowledged
);
