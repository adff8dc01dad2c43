using ScalingPipeline.Ingestion.Blobs;

namespace ScalingPipeline.Ingestion.Ledger;

/// <summary>The ledger's row of one version of one blob.</summary>
public sealed record LedgerEntry
{
    public required BlobIdentity Blob { get; init; }

    public required long Size { get; init; }

    public required BlobState State { get; init; }

    /// <summary>One sentence for people: why it is in this state. Null when committed without remark.</summary>
    public string? Reason { get; init; }

    /// <summary>The domain of the definition that matched; null for a foreign blob.</summary>
    public string? Domain { get; init; }

    /// <summary>The run captured from the name; null for a foreign blob.</summary>
    public string? Run { get; init; }

    /// <summary>The hash of the definition it was read by; a changed definition has the blob read again.</summary>
    public string? DefinitionHash { get; init; }

    /// <summary>Rows decoded; 0 until committed.</summary>
    public long Rows { get; init; }

    /// <summary>Times that reading it was begun; counted before the attempt, so that a crash counts too.</summary>
    public int Attempts { get; init; }

    /// <summary>When this version was first seen: the age limit of a half-written blob counts from here.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When <see cref="State"/> last changed.</summary>
    public required DateTimeOffset Changed { get; init; }
}
