using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Storage.State.Ledger;

/// <summary>What the order of the versions of one blob name is decided from.</summary>
internal sealed class BlobVersion
{
    public string ETag { get; set; } = "";

    public string State { get; set; } = "";

    public string? DefinitionHash { get; set; }

    public string FirstSeen { get; set; } = "";

    public string Changed { get; set; } = "";

    /// <summary>Of the stored contribution; null when it has none.</summary>
    public string? ContentHash { get; set; }

    public string? ContributionDomain { get; set; }

    public string? ContributionRun { get; set; }

    public string? ContributionGroup { get; set; }

    /// <summary>The group of the stored contribution; null when it has none.</summary>
    public ContributionGroup? Group =>
        ContributionGroup is null
            ? null
            : new(ContributionDomain!, ContributionRun!, ContributionGroup);

    /// <summary>True when it is known what became of this version, so that older ones have no more say.</summary>
    public bool IsDecided =>
        ContentHash is not null
        || Enum.Parse<BlobState>(State)
            is BlobState.Committed
                or BlobState.Quarantined
                or BlobState.Foreign;

    /// <summary>Newer is what was seen first later; the ETag decides between equals, so that the order is always the same.</summary>
    public bool IsNewerThan(BlobVersion other) =>
        string.CompareOrdinal(FirstSeen, other.FirstSeen) is var order and not 0
            ? order > 0
            : string.CompareOrdinal(ETag, other.ETag) > 0;
}
