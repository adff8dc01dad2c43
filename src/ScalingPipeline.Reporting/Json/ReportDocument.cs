using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;

namespace ScalingPipeline.Reporting.Json;

/// <summary>The JSON report, schema version 1. Numbers are in full precision; a number that is not known is null.</summary>
internal sealed record ReportDocument(
    int SchemaVersion,
    string Date,
    DateTimeOffset GeneratedAt,
    string TimeZone,
    string CodeVersion,
    string Headline,
    IReadOnlyList<LeadItem> Lead,
    IReadOnlyList<AlertRecord> Alerts,
    IReadOnlyList<DomainDocument> Domains,
    LedgerDocument Ledger,
    IReadOnlyList<ConfigurationLine> Configuration
);

internal sealed record DomainDocument(
    string Domain,
    string Snapshot,
    string EvaluationSet,
    int ReferenceContext,
    IReadOnlyList<string> Remarks,
    IReadOnlyList<LawDocument> Laws,
    IReadOnlyList<RunDocument> Runs
);

/// <summary>A law and how it moved; <paramref name="Change"/> is null on the first night.</summary>
internal sealed record LawDocument(LawRecord Law, ChangeDocument? Change);

internal sealed record ChangeDocument(
    bool IsNew,
    bool IsNotable,
    double Level,
    double Exponent,
    double StandardErrors
);

internal sealed record RunDocument(
    RunAssessment Assessment,
    string? Verdict,
    double? Deviation,
    IReadOnlyList<CheckpointDocument> Checkpoints
);

internal sealed record CheckpointDocument(
    long Step,
    double Tokens,
    double Compute,
    double Loss,
    double StandardError
);

internal sealed record LedgerDocument(
    LedgerCounts Counts,
    IReadOnlyList<LedgerEntryDocument> SetAside
);

internal sealed record LedgerEntryDocument(
    string Container,
    string Name,
    string ETag,
    string State,
    string? Reason,
    string? Domain,
    string? Run,
    long Size,
    int Attempts,
    DateTimeOffset FirstSeen,
    DateTimeOffset Changed
);
