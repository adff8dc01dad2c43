using System.Diagnostics.Metrics;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Telemetry;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Worker.Telemetry;

/// <summary>What is stored, as it was when it was last sampled: a scrape never waits for the state.</summary>
internal sealed class StateGauges : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "ScalingPipeline.Worker";

    private readonly Meter _meter;
    private volatile StateSample? _sample;

    public StateGauges(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _meter.CreateObservableGauge(
            "scaling_pipeline.ledger.blobs",
            () => Blobs(_sample?.Blobs),
            "{blob}",
            "Blob versions in the ledger by state"
        );
        _meter.CreateObservableGauge(
            "scaling_pipeline.alerts",
            () => Alerts(_sample?.Alerts ?? []),
            "{alert}",
            "Alerts by state, code and domain"
        );
        _meter.CreateObservableGauge(
            "scaling_pipeline.outbox.waiting",
            () => One(_sample?.WaitingMessages),
            "{message}",
            "Messages that no sink took yet"
        );
        _meter.CreateObservableGauge(
            "scaling_pipeline.domains.changed",
            () => One(_sample?.ChangedDomains),
            "{domain}",
            "Domains that wait for a refit"
        );
        _meter.CreateObservableGauge(
            "scaling_pipeline.queue.depth",
            () => Depths(_sample?.Queue),
            "{notice}",
            "Notices waiting or being worked on, and those that were set aside"
        );
    }

    public void Show(StateSample sample) => _sample = sample;

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> One(long? value) =>
        value is { } known ? [new Measurement<long>(known)] : [];

    private static IEnumerable<Measurement<long>> Depths(QueueDepths? depths) =>
        depths is null ? [] : [Of("work", depths.Work), Of("poison", depths.SetAside)];

    private static Measurement<long> Of(string queue, long depth) =>
        new(depth, new KeyValuePair<string, object?>("queue", queue));

    private static IEnumerable<Measurement<long>> Blobs(LedgerCounts? counts) =>
        counts is null
            ? []
            :
            [
                Of(BlobState.Discovered, counts.Discovered),
                Of(BlobState.InProgress, counts.InProgress),
                Of(BlobState.Committed, counts.Committed),
                Of(BlobState.Superseded, counts.Superseded),
                Of(BlobState.Quarantined, counts.Quarantined),
                Of(BlobState.Foreign, counts.Foreign),
            ];

    private static Measurement<long> Of(BlobState state, long count) =>
        new(count, new KeyValuePair<string, object?>("state", IngestionTelemetry.StateName(state)));

    private static IEnumerable<Measurement<long>> Alerts(IReadOnlyList<AlertRecord> alerts) =>
        alerts
            .GroupBy(a => (a.Status, a.Condition.Code, a.Condition.Domain))
            .Select(g => new Measurement<long>(
                g.Count(),
                new("state", AlertJson.NameOf(g.Key.Status)),
                new("code", g.Key.Code),
                new("domain", g.Key.Domain)
            ));
}

/// <summary>What the state holds at one moment.</summary>
/// <param name="Blobs">Versions by state.</param>
/// <param name="Alerts">Those that are not resolved.</param>
/// <param name="WaitingMessages">Messages that no sink took yet.</param>
/// <param name="ChangedDomains">Domains that wait for a refit.</param>
/// <param name="Queue">What the work queue holds; null where there is none.</param>
internal sealed record StateSample(
    LedgerCounts Blobs,
    IReadOnlyList<AlertRecord> Alerts,
    long WaitingMessages,
    long ChangedDomains,
    QueueDepths? Queue
);

/// <summary>How many notices a work queue holds.</summary>
/// <param name="Work">Waiting or being worked on.</param>
/// <param name="SetAside">Set aside, until a person looks at them.</param>
internal sealed record QueueDepths(long Work, long SetAside);
