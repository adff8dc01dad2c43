using System.Diagnostics;
using System.Diagnostics.Metrics;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Telemetry;

/// <summary>What monitoring tells of itself. Labels are domains, alert codes and sinks, never runs: their number stays small.</summary>
public static class MonitoringTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "ScalingPipeline.Monitoring";

    private static readonly ActivitySource _activities = new(Name);
    private static readonly Meter _meter = new(Name);

    private static readonly Histogram<double> _refits = _meter.CreateHistogram(
        "scaling_pipeline.refit.duration",
        "s",
        "One refit of one domain: read, analyse, store",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900],
        }
    );

    private static readonly Counter<long> _transitions = _meter.CreateCounter<long>(
        "scaling_pipeline.alert.transitions",
        "{transition}",
        "Alerts that a refit made or moved on"
    );

    private static readonly Counter<long> _deliveries = _meter.CreateCounter<long>(
        "scaling_pipeline.deliveries",
        "{delivery}",
        "Messages that a sink took, or did not take"
    );

    private static readonly Counter<long> _attempts = _meter.CreateCounter<long>(
        "scaling_pipeline.delivery.attempts",
        "{attempt}",
        "Calls of a sink, retries included"
    );

    /// <summary>Begins the trace of a refit.</summary>
    public static Activity? BeginRefit(string domain) =>
        BeginTrace("refit", ActivityKind.Internal)?.SetTag("domain", domain);

    public static void Refitted(string domain, TimeSpan duration) =>
        _refits.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("domain", domain));

    public static void Moved(IEnumerable<AlertRecord> alerts)
    {
        foreach (var alert in alerts)
        {
            _transitions.Add(
                1,
                new KeyValuePair<string, object?>("state", AlertJson.NameOf(alert.Status)),
                new KeyValuePair<string, object?>("code", alert.Condition.Code)
            );
        }
    }

    /// <summary>Begins the trace of a delivery.</summary>
    public static Activity? BeginDelivery(string sink) =>
        BeginTrace("deliver", ActivityKind.Producer)?.SetTag("sink", sink);

    /// <summary>A sink is called.</summary>
    public static void Attempted(string sink) =>
        _attempts.Add(1, new KeyValuePair<string, object?>("sink", sink));

    /// <summary>A delivery has ended.</summary>
    /// <param name="sink">One of the configured sinks; for one that is none any more, <c>unknown</c>.</param>
    /// <param name="outcome"><c>delivered</c>, <c>postponed</c> or <c>circuit_open</c>.</param>
    public static void Delivered(string sink, string outcome) =>
        _deliveries.Add(
            1,
            new KeyValuePair<string, object?>("sink", sink),
            new KeyValuePair<string, object?>("outcome", outcome)
        );

    private static Activity? BeginTrace(string name, ActivityKind kind)
    {
        // A trace of its own each, whatever set it off.
        Activity.Current = null;
        return _activities.StartActivity(name, kind);
    }
}
