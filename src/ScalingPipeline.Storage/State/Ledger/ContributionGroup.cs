namespace ScalingPipeline.Storage.State.Ledger;

/// <summary>Contributions of one run that are settled together.</summary>
internal sealed record ContributionGroup(string Domain, string Run, string GroupKey);
