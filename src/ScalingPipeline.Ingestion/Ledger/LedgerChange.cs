namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>What is to be said of one version of one blob.</summary>
/// <param name="Entry">What is said; never that it is committed.</param>
/// <param name="Known">
/// What the ledger said of that version when this was decided; null when it said nothing. Only who knew of a commit takes it back: a version that
/// another process has committed since goes on counting, and the change is not made.
/// </param>
public readonly record struct LedgerChange(LedgerEntry Entry, LedgerEntry? Known)
{
    /// <summary>Of a version of which nothing committed is known.</summary>
    public static implicit operator LedgerChange(LedgerEntry entry) => new(entry, Known: null);

    /// <summary>Whether it takes back a commit: what is only waiting or being read again says nothing against what was read.</summary>
    public bool TakesBack =>
        Known?.State is BlobState.Committed or BlobState.Superseded
        && Entry.State is not (BlobState.Discovered or BlobState.InProgress);
}
