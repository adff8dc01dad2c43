using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Reporting;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>What the report's sections are given on a page: the clock and the time zone of the nightly schedule, and only what the section shows.</summary>
internal sealed class PageInputs(IOptions<NightlyOptions> nightly, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(nightly.Value.TimeZone);

    /// <summary>Input with alerts and nothing else.</summary>
    public ReportInput Of(IReadOnlyList<AlertRecord> alerts) =>
        new()
        {
            Date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime),
            GeneratedAt = Now,
            TimeZone = Zone,
            Domains = [],
            Alerts = alerts,
            Ledger = new LedgerCounts(0, 0, 0, 0, 0, 0),
            SetAside = [],
            Configuration = [],
            CodeVersion = "",
        };
}
