using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;

namespace ScalingPipeline.Reporting.Json;

/// <summary>The JSON report, schema version 1. Numbers are in full precision; a number that is not known is null.</summary>
/// <param name="SchemaVersion">Grows when a field changes its name or meaning; fields may be added at any time.</param>
/// <param name="Date">The local date that the report is for: yyyy-MM-dd.</param>
/// <param name="GeneratedAt">With the offset of the time zone.</param>
/// <param name="TimeZone">In which moments are shown, by its IANA name.</param>
/// <param name="CodeVersion">Of ScalingPipeline.</param>
/// <param name="Headline">The report in one sentence.</param>
/// <param name="Lead">What to know before anything else, in plain words.</param>
/// <param name="Alerts">Pending and firing alerts, and those resolved since the last report.</param>
/// <param name="Judgements">What people said of those alerts.</param>
/// <param name="Domains">In the order in which they are shown.</param>
/// <param name="Ledger">What became of every file that was seen.</param>
/// <param name="Configuration">In effect, secrets masked.</param>
internal sealed record ReportDocument(
    int SchemaVersion,
    string Date,
    DateTimeOffset GeneratedAt,
    string TimeZone,
    string CodeVersion,
    string Headline,
    IReadOnlyList<LeadItem> Lead,
    IReadOnlyList<AlertRecord> Alerts,
    IReadOnlyList<AlertJudgement> Judgements,
    IReadOnlyList<DomainDocument> Domains,
    LedgerDocument Ledger,
    IReadOnlyList<ConfigurationLine> Configuration
);

/// <summary>One domain.</summary>
/// <param name="Domain">Its name.</param>
/// <param name="Snapshot">SHA-256 (lower-case hex) of everything that was counted.</param>
/// <param name="EvaluationSet">The set whose losses the laws are fitted to.</param>
/// <param name="ReferenceContext">Context positions 1..this weigh the same in every compared loss; 0: the plain token mean.</param>
/// <param name="Remarks">Things to know that are no alert.</param>
/// <param name="Laws">Ordered by family, law, fit.</param>
/// <param name="Runs">Ordered by name.</param>
/// <param name="Plans">What it would take to reach a loss; null before a healthy run is complete.</param>
/// <param name="Scores">How the forecasts of healthy runs came out, ordered by run.</param>
internal sealed record DomainDocument(
    string Domain,
    string Snapshot,
    string EvaluationSet,
    int ReferenceContext,
    IReadOnlyList<string> Remarks,
    IReadOnlyList<LawDocument> Laws,
    IReadOnlyList<RunDocument> Runs,
    TargetPlans? Plans,
    IReadOnlyList<ScoreDocument> Scores
);

/// <summary>A law and how it moved; <paramref name="Change"/> is null on the first night.</summary>
internal sealed record LawDocument(LawRecord Law, ChangeDocument? Change);

/// <summary>Where a measured loss came to lie in its forecast; see <see cref="ScoredInterval"/>.</summary>
internal sealed record ScoreDocument(string Run, double Level, double Pit);

internal sealed record ChangeDocument(
    bool IsNew,
    bool IsNotable,
    double Level,
    double Exponent,
    double StandardErrors
);

/// <summary>A run against its expectation.</summary>
/// <param name="Assessment">What its siblings and its law say of it.</param>
/// <param name="Verdict">ahead, on trend, behind or no interval; null without an expectation.</param>
/// <param name="Deviation">Observed over expected loss, less one; null without an expectation.</param>
/// <param name="Checkpoints">Every evaluation on the domain's set, in order of steps.</param>
internal sealed record RunDocument(
    RunAssessment Assessment,
    string? Verdict,
    double? Deviation,
    IReadOnlyList<CheckpointDocument> Checkpoints
);

/// <summary>One evaluation.</summary>
/// <param name="Step">Optimizer steps.</param>
/// <param name="Tokens">D in tokens.</param>
/// <param name="Compute">C = 6 N D in FLOP.</param>
/// <param name="Loss">Standardized, in nats per token.</param>
/// <param name="StandardError">Clustered by sequence.</param>
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
