using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Ingestion.Telemetry;

/// <summary>Measures every look at storage and remembers how the last one went.</summary>
public sealed class ObservedLook(IStorageLook look, TimeProvider time) : IStorageLook
{
    private volatile LookRecord _record = new(null, null, IsLooking: false);

    public string Container => look.Container;

    /// <summary>How looking goes.</summary>
    public LookRecord Record => _record;

    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        _record = _record with { IsLooking = true };
        try
        {
            var changed = await look.LookAsync(cancellationToken);
            _record = new(time.GetUtcNow(), null, IsLooking: false);
            IngestionTelemetry.Looked(time.GetElapsedTime(started), failed: false);
            return changed;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            _record = _record with
            {
                FailingSince = _record.FailingSince ?? time.GetUtcNow(),
                IsLooking = false,
            };
            IngestionTelemetry.Looked(time.GetElapsedTime(started), failed: true);
            throw;
        }
    }
}

/// <summary>How looking at storage goes.</summary>
/// <param name="Succeeded">When a look last ended well, or was left to another process that looks; null while none did.</param>
/// <param name="FailingSince">Since when looks have failed; null when the last one went well.</param>
/// <param name="IsLooking">Whether one is under way: the first over a large storage takes long.</param>
public sealed record LookRecord(
    DateTimeOffset? Succeeded,
    DateTimeOffset? FailingSince,
    bool IsLooking
);
