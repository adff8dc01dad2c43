namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>Blob versions by state. Nothing is lost: the states always add up to what was seen.</summary>
public sealed record LedgerCounts(
    long Discovered,
    long InProgress,
    long Committed,
    long Superseded,
    long Quarantined,
    long Foreign
)
{
    public long Seen => Discovered + InProgress + Committed + Superseded + Quarantined + Foreign;
}
