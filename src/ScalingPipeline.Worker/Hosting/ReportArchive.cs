using System.Globalization;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Storage;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>The reports of every night that are kept in the output. Names of blobs are made here out of dates and kinds, never taken from outside.</summary>
public sealed class ReportArchive
{
    private const string Prefix = "reports/";
    private const string DateFormat = "yyyy-MM-dd";

    private readonly IBlobSource _output;

    public ReportArchive(IOptions<StorageOptions> options, ILoggerFactory loggers) =>
        _output = BlobStores
            .Open(options.Value.Output, options.Value.ConnectionString, loggers)
            .Source;

    /// <summary>The dates with what is kept of each, the newest first.</summary>
    public async Task<IReadOnlyList<ReportNight>> NightsAsync(CancellationToken cancellationToken)
    {
        var kept = new SortedDictionary<DateOnly, List<ReportKind>>();
        try
        {
            await foreach (
                var page in _output.ListAsync(new BlobListing(Prefix), cancellationToken)
            )
            {
                foreach (var blob in page.Items)
                {
                    if (Parse(blob.Identity.Name) is var (date, kind))
                    {
                        kept.TryAdd(date, []);
                        kept[date].Add(kind);
                    }
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was written yet.
        }

        return
        [
            .. kept.Reverse().Select(night => new ReportNight(night.Key, [.. night.Value.Order()])),
        ];
    }

    /// <summary>A report as it was written; null when there is none.</summary>
    public async Task<byte[]?> ReadAsync(
        DateOnly date,
        ReportKind kind,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (await _output.FindAsync(Name(date, kind), cancellationToken) is not { } blob)
            {
                return null;
            }

            using var report = await _output.OpenAsync(blob, cancellationToken);
            var content = new byte[report.Length];
            report.Read(0, content);
            return content;
        }
        catch (Exception fault) when (fault is DirectoryNotFoundException or BlobChangedException)
        {
            return null;
        }
    }

    public static string Text(DateOnly date) =>
        date.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>Null when it is none as <see cref="Text"/> writes it.</summary>
    public static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(
            text,
            DateFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;

    private static string Name(DateOnly date, ReportKind kind) =>
        $"{Prefix}{Text(date)}/{kind.FileName()}";

    private static (DateOnly, ReportKind)? Parse(string name)
    {
        if (
            name.Split('/') is not [_, var day, var file]
            || Date(day) is not { } date
            || ReportKinds.OfFile(file) is not { } kind
        )
        {
            return null;
        }

        return (date, kind);
    }
}

/// <summary>A night with its reports.</summary>
public sealed record ReportNight(DateOnly Date, IReadOnlyList<ReportKind> Kinds);

/// <summary>The forms in which a report is written.</summary>
public enum ReportKind
{
    Html,
    Markdown,
    Json,
}

/// <summary>What is known of each form.</summary>
public static class ReportKinds
{
    public static string FileName(this ReportKind kind) =>
        kind switch
        {
            ReportKind.Html => "report.html",
            ReportKind.Markdown => "report.md",
            _ => "report.json",
        };

    public static string Label(this ReportKind kind) =>
        kind switch
        {
            ReportKind.Html => "HTML",
            ReportKind.Markdown => "Markdown",
            _ => "JSON",
        };

    public static string ContentType(this ReportKind kind) =>
        kind switch
        {
            ReportKind.Html => "text/html; charset=utf-8",
            ReportKind.Markdown => "text/plain; charset=utf-8",
            _ => "application/json",
        };

    /// <summary>Null for any other file.</summary>
    public static ReportKind? OfFile(string file) =>
        Enum.GetValues<ReportKind>()
            .Select(kind => (ReportKind?)kind)
            .FirstOrDefault(kind =>
                string.Equals(kind!.Value.FileName(), file, StringComparison.Ordinal)
            );
}
