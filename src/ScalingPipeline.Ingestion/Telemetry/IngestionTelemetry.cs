using System.Diagnostics;
using System.Diagnostics.Metrics;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Telemetry;

/// <summary>What ingestion tells of itself. Labels are states and domains, never runs or blobs: their number stays small.</summary>
public static class IngestionTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "ScalingPipeline.Ingestion";

    private static readonly ActivitySource _activities = new(Name);
    private static readonly Meter _meter = new(Name);

    // From a second to a day: a log may wait for its declaration overnight.
    private static readonly InstrumentAdvice<double> _lagBuckets = new()
    {
        HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 14400, 86400],
    };

    private static readonly InstrumentAdvice<double> _durationBuckets = new()
    {
        HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600],
    };

    private static readonly Histogram<double> _discoveryLag = _meter.CreateHistogram(
        "scaling_pipeline.blob.discovery.lag",
        "s",
        "From the writing of a blob, as told by the storage, to its first listing",
        tags: null,
        _lagBuckets
    );

    private static readonly Histogram<double> _commitLag = _meter.CreateHistogram(
        "scaling_pipeline.blob.commit.lag",
        "s",
        "From the first listing of a blob to the commit of what it holds",
        tags: null,
        _lagBuckets
    );

    private static readonly Histogram<double> _lag = _meter.CreateHistogram(
        "scaling_pipeline.blob.lag",
        "s",
        "From the writing of a blob, as told by the storage, to the commit of what it holds",
        tags: null,
        _lagBuckets
    );

    private static readonly Histogram<double> _passes = _meter.CreateHistogram(
        "scaling_pipeline.pass.duration",
        "s",
        "One look at storage",
        tags: null,
        _durationBuckets
    );

    private static readonly Counter<long> _rows = _meter.CreateCounter<long>(
        "scaling_pipeline.rows",
        "{row}",
        "Rows decoded and committed"
    );

    private static readonly Counter<long> _bytes = _meter.CreateCounter<long>(
        "scaling_pipeline.blob.size",
        "By",
        "Bytes of the blobs committed"
    );

    private static readonly Counter<long> _blobs = _meter.CreateCounter<long>(
        "scaling_pipeline.blobs",
        "{blob}",
        "Blob versions by the state that reading them led to"
    );

    private static readonly Counter<long> _attempts = _meter.CreateCounter<long>(
        "scaling_pipeline.blob.attempts",
        "{attempt}",
        "Readings of blobs begun"
    );

    /// <summary>Begins the trace of one reading of a blob, from its writing on, with the step in which it was found.</summary>
    /// <returns>Null when nobody listens; disposed at the end of the reading.</returns>
    public static Activity? Begin(BlobItem blob, LedgerEntry known)
    {
        _attempts.Add(1);
        if (!_activities.HasListeners())
        {
            return null;
        }

        var created = Created(blob, known);
        // A trace of its own, not part of the look that came across the blob.
        Activity.Current = null;
        var trace = _activities.StartActivity(
            "take in blob",
            ActivityKind.Consumer,
            parentContext: default,
            startTime: created
        );
        trace?.SetTag("scaling_pipeline.blob.name", blob.Identity.Name);
        using var discover = _activities.StartActivity("discover", ActivityKind.Internal);
        discover?.SetStartTime(created.UtcDateTime).SetEndTime(known.FirstSeen.UtcDateTime);
        return trace;
    }

    /// <summary>Begins a step of the reading under way: <c>download</c>, <c>decode</c>, <c>commit</c>.</summary>
    public static Activity? Step(string name) => _activities.StartActivity(name);

    /// <summary>A blob is committed.</summary>
    /// <param name="blob">As it was listed.</param>
    /// <param name="known">Its entry before it was read: one that was read before has no lag.</param>
    /// <param name="committed">Its entry as it was committed.</param>
    public static void Committed(BlobItem blob, LedgerEntry known, LedgerEntry committed)
    {
        Concluded(committed);
        var domain = new KeyValuePair<string, object?>("domain", committed.Domain);
        _rows.Add(committed.Rows, domain);
        _bytes.Add(blob.Size, domain);
        if (known.State is BlobState.Discovered or BlobState.InProgress)
        {
            var created = Created(blob, known);
            _discoveryLag.Record((known.FirstSeen - created).TotalSeconds);
            _commitLag.Record(Seconds(committed.Changed - known.FirstSeen));
            _lag.Record(Seconds(committed.Changed - created));
        }
    }

    /// <summary>The reading of a blob has ended in a state.</summary>
    public static void Concluded(LedgerEntry entry) =>
        _blobs.Add(1, new KeyValuePair<string, object?>("state", StateName(entry.State)));

    /// <summary>A look at storage has ended.</summary>
    public static void Looked(TimeSpan duration, bool failed) =>
        _passes.Record(
            duration.TotalSeconds,
            new KeyValuePair<string, object?>("outcome", failed ? "failed" : "done")
        );

    /// <summary>The name of a state as a label: <c>in_progress</c>.</summary>
    public static string StateName(BlobState state) =>
        state switch
        {
            BlobState.Discovered => "discovered",
            BlobState.InProgress => "in_progress",
            BlobState.Committed => "committed",
            BlobState.Superseded => "superseded",
            BlobState.Quarantined => "quarantined",
            _ => "foreign",
        };

    // The storage's clock may be ahead of ours, and not every storage tells: a lag is never negative.
    private static DateTimeOffset Created(BlobItem blob, LedgerEntry known) =>
        blob.LastModified == default || blob.LastModified > known.FirstSeen
            ? known.FirstSeen
            : blob.LastModified;

    private static double Seconds(TimeSpan lag) => Math.Max(0, lag.TotalSeconds);
}
