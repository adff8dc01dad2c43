using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Reporting;

/// <summary>Everything a nightly report says. The report is a pure function of it: the same input gives the same bytes.</summary>
public sealed record ReportInput
{
    /// <summary>The local date that the report is for.</summary>
    public required DateOnly Date { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>Every moment in the report is shown in this zone.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>In the order in which they are shown.</summary>
    public required IReadOnlyList<DomainReport> Domains { get; init; }

    /// <summary>Pending and firing alerts, and those resolved since the last report.</summary>
    public required IReadOnlyList<AlertRecord> Alerts { get; init; }

    /// <summary>What people said of those alerts, at most one for each. Default: nothing.</summary>
    public IReadOnlyList<AlertJudgement> Judgements { get; init; } = [];

    public required LedgerCounts Ledger { get; init; }

    /// <summary>Ledger entries that are not in the statistics, with their reasons; committed ones are ignored.</summary>
    public required IReadOnlyList<LedgerEntry> SetAside { get; init; }

    /// <summary>The effective configuration, secrets already masked.</summary>
    public required IReadOnlyList<ConfigurationLine> Configuration { get; init; }

    public required string CodeVersion { get; init; }

    /// <summary>What people said of an alert; null when nobody said anything.</summary>
    public AlertJudgement? JudgementOf(AlertRecord alert) =>
        Judgements.FirstOrDefault(j =>
            string.Equals(j.AlertId, alert.Id, StringComparison.Ordinal)
        );
}

/// <summary>One domain: what was counted, what the refit says of it, and what the refit before said (null on the first night).</summary>
public sealed record DomainReport(
    DomainSnapshot Snapshot,
    DomainAnalysis Analysis,
    DomainAnalysis? Previous
)
{
    public string Domain => Snapshot.Domain;
}

/// <summary>One setting as it is in effect.</summary>
public sealed record ConfigurationLine(string Key, string Value);
