using ScalingPipeline.Laws.Catalogue;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>A law fitted to a table, as it is written down and as it can be asked.</summary>
/// <param name="Record">The law as it is stored and shown.</param>
/// <param name="Fitted">What says losses of other rows.</param>
/// <param name="Allocation">How the law spends compute; null for laws without an optimum and where the law is not usable.</param>
public sealed record TableFitAccount(
    LawRecord Record,
    FittedTable Fitted,
    AllocationRecord? Allocation
);
