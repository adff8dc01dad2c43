using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;
using static ScalingPipeline.Ingestion.Tests.Fakes.ToyRun;

namespace ScalingPipeline.Ingestion.Tests.Watching;

public sealed class StorageOutageTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task An_outage_of_an_hour_sets_nothing_aside_and_all_is_read_when_it_ends()
    {
        _bench.UploadRun();
        Down();
        var began = _bench.Time.GetUtcNow();
        while (_bench.Time.GetUtcNow() - began < TimeSpan.FromHours(1))
        {
            await _bench.PassAsync();
        }

        Assert.DoesNotContain(_bench.Ledger.History, e => e.State == BlobState.Quarantined);
        Assert.All(_bench.Ledger.History, e => Assert.InRange(e.Attempts, 0, 1));

        _bench.Blobs.Fault = _ => null;
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        await _bench.PassAsync();
        await _bench.PassAsync();
        Assert.Equal(BlobState.Committed, _bench.Fate(Evaluation).State);
        Assert.Equal(3, _bench.Ledger.Contributions().Count);
    }

    [Fact]
    public async Task Storage_that_is_down_is_left_alone_and_tried_once_in_half_a_minute()
    {
        _bench.UploadRun();
        Down();
        for (var pass = 0; pass < 12; pass++)
        {
            await _bench.PassAsync();
        }

        _bench.Blobs.Opened.Clear();
        for (var pass = 0; pass < 60; pass++)
        {
            await _bench.PassAsync();
        }

        // 60 passes of 5 s: ten rests, and one attempt after each.
        Assert.InRange(_bench.Blobs.Opened.Count, 5, 15);
    }

    [Fact]
    public async Task What_the_storage_could_not_give_says_so_and_counts_no_try()
    {
        _bench.UploadRun();
        await _bench.PassAsync();
        _bench.Blobs.Upload(Evaluation, LogFiles.Tokens(LogFiles.Evaluation(2, 4, 8)));
        Down();

        await _bench.PassAsync();

        Assert.Equal((BlobState.InProgress, "503"), _bench.Fate(Evaluation));
        Assert.Equal(0, _bench.Ledger.Newest(Evaluation).Attempts);
    }

    [Fact]
    public async Task One_blob_that_cannot_be_read_does_not_stop_the_others()
    {
        _bench.UploadRun();
        _bench.Blobs.Fault = name => name == Evaluation ? new IOException("disk error") : null;
        for (var pass = 0; pass < 5; pass++)
        {
            await _bench.PassAsync();
        }

        Assert.Equal(BlobState.Committed, _bench.Fate(Training).State);
        Assert.Equal(BlobState.Quarantined, _bench.Fate(Evaluation).State);
    }

    [Fact]
    public async Task Every_attempt_is_told_by_a_meter()
    {
        var attempts = new ConcurrentBag<bool>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (
                    instrument is
                    { Meter.Name: "Polly", Name: "resilience.polly.strategy.attempt.duration" }
                )
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (_, _, tags, _) =>
            {
                foreach (var (name, value) in tags)
                {
                    if (name == "attempt.handled")
                    {
                        attempts.Add(value is true);
                    }
                }
            }
        );
        listener.Start();
        _bench.UploadRun();
        Down();

        await _bench.PassAsync();

        // The declaration: four attempts, which all were to be tried again.
        Assert.True(attempts.Count(handled => handled) >= 4);
    }

    private void Down() => _bench.Blobs.Fault = _ => new StorageUnavailableException("503");
}
