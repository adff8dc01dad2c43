using System.Text;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting;
using ScalingPipeline.Worker.Contracts;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>Makes the refit report out of the stored state and puts it where people look for it.</summary>
public sealed class ReportPublisher(
    IMonitoringState state,
    ILedger ledger,
    SnapshotReader snapshots,
    IBlobSink sink,
    EffectiveConfiguration configuration,
    IOptions<NightlyOptions> nightly,
    TimeProvider time
) : INightlyReport
{
    /// <summary>The blob that always holds the newest report.</summary>
    public const string LatestHtml = "reports/latest/report.html";

    public async Task<ReportInput> CollectAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(nightly.Value.TimeZone);
        var midnight = Midnight(date, zone);
        var domains = new List<DomainReport>();
        foreach (var stored in await state.AnalysesAsync(domain: null, cancellationToken))
        {
            var domain = stored.Analysis.Domain;
            var previous = await state.AnalysisBeforeAsync(domain, midnight, cancellationToken);
            domains.Add(
                new DomainReport(
                    await snapshots.ReadAsync(domain, cancellationToken),
                    stored.Analysis,
                    previous?.Analysis
                )
            );
        }

        var now = time.GetUtcNow();
        var alerts = await state.AlertsAsync(includeResolved: true, cancellationToken);
        var judged = await JudgedAlerts.ReadAsync(
            state,
            includeResolved: false,
            now,
            cancellationToken
        );
        return new ReportInput
        {
            Date = date,
            GeneratedAt = now,
            TimeZone = zone,
            Domains = domains,
            Alerts = [.. alerts.Where(alert => alert.ResolvedAt is not { } at || at >= midnight)],
            Judgements =
            [
                .. judged
                    .Where(a => a.Silenced is not null || a.Acknowledged is not null)
                    .Select(a => new AlertJudgement(a.Id, a.Silenced, a.Acknowledged)),
            ],
            Ledger = await ledger.CountAsync(cancellationToken),
            SetAside = await ledger.SetAsideAsync(cancellationToken),
            Configuration = configuration.Lines,
            CodeVersion = CodeVersion.Current,
        };
    }

    public async Task WriteAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var input = await CollectAsync(date, cancellationToken);
        foreach (var (file, content) in Render(input))
        {
            await WriteAsync($"reports/{date:yyyy-MM-dd}/{file}", content, cancellationToken);
            await WriteAsync($"reports/latest/{file}", content, cancellationToken);
        }
    }

    /// <summary>The report's three files, by name.</summary>
    public static IEnumerable<(string File, string Content)> Render(ReportInput input)
    {
        yield return ("report.html", ReportWriter.Html(input));
        yield return ("report.md", ReportWriter.Markdown(input));
        yield return ("report.json", ReportWriter.Json(input));
    }

    /// <summary>Today in the time zone of the nightly schedule.</summary>
    public DateOnly Today()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(nightly.Value.TimeZone);
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
    }

    /// <summary>The beginning of today in that zone: what was stored before is last night's.</summary>
    public DateTimeOffset Midnight() =>
        Midnight(Today(), TimeZoneInfo.FindSystemTimeZoneById(nightly.Value.TimeZone));

    private static DateTimeOffset Midnight(DateOnly date, TimeZoneInfo zone)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    private Task WriteAsync(string name, string content, CancellationToken cancellationToken) =>
        sink.WriteAsync(
            name,
            async (stream, token) =>
                await stream.WriteAsync(Encoding.UTF8.GetBytes(content), token),
            cancellationToken
        );
}
