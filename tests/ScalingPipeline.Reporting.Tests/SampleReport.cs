using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Reporting.Tests;

/// <summary>Fabricated reports: families that follow a law with noise, one run that does not.</summary>
internal static class SampleReport
{
    public static ReportInput Of(params DomainReport[] domains) =>
        new()
        {
            Date = new DateOnly(2026, 3, 4),
            GeneratedAt = new DateTimeOffset(2026, 3, 4, 1, 15, 0, TimeSpan.Zero),
            TimeZone = TimeZoneInfo.CreateCustomTimeZone(
                "Europe/Sample",
                TimeSpan.FromHours(1),
                "Sample",
                "Sample"
            ),
            Domains = domains,
            Alerts = [.. domains.SelectMany(Alerts)],
            Ledger = new LedgerCounts(2, 3, 12_345, 40, 1, 7),
            SetAside =
            [
                Entry(
                    "language/run-b/part-1.parquet",
                    BlobState.Quarantined,
                    "The footer is cut off after 120 bytes; upload the file again."
                ),
                Entry(
                    "language/run-a/part-2.parquet",
                    BlobState.InProgress,
                    "Still being written: it does not end in PAR1 yet."
                ),
                Entry(
                    "notes/readme.txt",
                    BlobState.Foreign,
                    "No pipeline definition matches the name."
                ),
                Entry("language/run-a/part-1.parquet", BlobState.Committed, null),
            ],
            Configuration =
            [
                new ConfigurationLine("Storage:Blobs", "folder ./logs"),
                new ConfigurationLine("Sinks:Webhook:Secret", "****"),
            ],
            CodeVersion = "0.1.0+test",
        };

    /// <summary>Two domains of seven runs; the fourth run of the first one deviates.</summary>
    public static ReportInput Typical() =>
        Of(
            new SampleDomain("language") { Deviating = 3 }.Build(),
            new SampleDomain("code")
            {
                LInf = 0.9,
                Alpha = 0.31,
                Seed = 7,
            }.Build()
        );

    private static LedgerEntry Entry(string name, BlobState state, string? reason) =>
        new()
        {
            Blob = new BlobIdentity("logs", name, "\"0x1\""),
            Size = 123_456,
            State = state,
            Reason = reason,
            Attempts = 1,
            FirstSeen = new DateTimeOffset(2026, 3, 3, 22, 0, 0, TimeSpan.Zero),
            Changed = new DateTimeOffset(2026, 3, 3, 22, 5, 0, TimeSpan.Zero),
        };

    private static IEnumerable<AlertRecord> Alerts(DomainReport domain) =>
        domain.Analysis.Conditions.Select(c => new AlertRecord
        {
            Id = $"{c.Domain}-{c.Run}-{c.Code}",
            Condition = c,
            Status = AlertStatus.Firing,
            Since = new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero),
            Updated = new DateTimeOffset(2026, 3, 4, 1, 0, 0, TimeSpan.Zero),
        });
}
