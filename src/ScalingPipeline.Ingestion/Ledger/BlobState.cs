namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>What became of one version of one blob.</summary>
public enum BlobState
{
    /// <summary>Seen in a listing, not looked at yet.</summary>
    Discovered,

    /// <summary>Not readable yet (half-written, or its run is not declared yet); tried again until an age limit.</summary>
    InProgress,

    /// <summary>Its losses are in the statistics, once.</summary>
    Committed,

    /// <summary>A newer version, or another blob with the same content, stands in its place.</summary>
    Superseded,

    /// <summary>Set aside with a reason that a person understands; counts nowhere.</summary>
    Quarantined,

    /// <summary>No pipeline definition matches its name.</summary>
    Foreign,
}
