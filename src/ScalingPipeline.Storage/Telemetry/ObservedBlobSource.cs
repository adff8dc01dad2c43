using System.Runtime.CompilerServices;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Storage.Telemetry;

/// <summary>Measures every operation on the watched storage, and remembers when it last gave a page of its listing.</summary>
public sealed class ObservedBlobSource(IBlobSource source, TimeProvider time) : IBlobSource
{
    private long _listed;

    public string Container => source.Container;

    /// <summary>When the storage last gave a page of its listing; null while it did not.</summary>
    public DateTimeOffset? Listed =>
        Interlocked.Read(ref _listed) is > 0 and var ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    public async IAsyncEnumerable<BlobPage> ListAsync(
        BlobListing listing,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var pages = source
            .ListAsync(listing, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MeasureAsync("list", async () => await pages.MoveNextAsync()))
        {
            Interlocked.Exchange(ref _listed, time.GetUtcNow().UtcTicks);
            yield return pages.Current;
        }

        // An empty container gives no page.
        Interlocked.Exchange(ref _listed, time.GetUtcNow().UtcTicks);
    }

    public Task<BlobItem?> FindAsync(string name, CancellationToken cancellationToken) =>
        MeasureAsync("find", () => source.FindAsync(name, cancellationToken));

    public Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken) =>
        MeasureAsync("open", () => source.OpenAsync(blob, cancellationToken));

    private async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> operate)
    {
        var started = time.GetTimestamp();
        Exception? fault = null;
        try
        {
            return await operate();
        }
        catch (Exception problem)
        {
            fault = problem;
            throw;
        }
        finally
        {
            StorageTelemetry.Operated(operation, time.GetElapsedTime(started), fault);
        }
    }
}
