using System.Runtime.CompilerServices;
using System.Text;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Benchmarks.Scale;

/// <summary>
/// A container of as many evaluation logs as wanted, of which no more is kept than their number: names, sizes and ETags are made as they are listed, and
/// every log has the same content.
/// </summary>
internal sealed class ManyBlobs(byte[] evaluation) : IBlobSource, IBlobSink
{
    /// <summary>Logs of one run.</summary>
    public const int PerRun = 1000;

    private const int Page = 5000;

    public string Container => "many";

    public int Runs { get; set; }

    /// <summary>The most bytes that were in use while a page was being worked on.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>A log beside the many.</summary>
    public string? Fresh { get; set; }

    public static string Declaration(int run) => $"language/run-{run:000000}/run.json";

    public static string Log(int run, int step) =>
        $"language/run-{run:000000}/eval/step-{step:000000}.parquet";

    public async IAsyncEnumerable<BlobPage> ListAsync(
        BlobListing listing,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        PeakBytes = 0;
        await Task.Yield();
        foreach (var page in Names().Chunk(Page))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new BlobPage([.. page.Select(Item)], page.Length < Page ? null : page[^1]);
            PeakBytes = Math.Max(PeakBytes, GC.GetTotalMemory(forceFullCollection: false));
        }
    }

    public Task<BlobItem?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<BlobItem?>(Item(name));

    public Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken) =>
        Task.FromResult<IByteSource>(new MemoryByteSource(Content(blob.Identity.Name)));

    public Task WriteAsync(
        string name,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken,
        long expectedLength = 0
    ) => write(Stream.Null, cancellationToken);

    public string Locate(string name) => name;

    private IEnumerable<string> Names()
    {
        for (var run = 0; run < Runs; run++)
        {
            yield return Declaration(run);
            for (var step = 1; step < PerRun; step++)
            {
                yield return Log(run, step);
            }
        }

        if (Fresh is not null)
        {
            yield return Fresh;
        }
    }

    private BlobItem Item(string name) =>
        new(
            new BlobIdentity(Container, name, "0x8DE"),
            Content(name).Length,
            DateTimeOffset.UnixEpoch
        );

    private byte[] Content(string name) =>
        name.EndsWith(".json", StringComparison.Ordinal)
            ? Encoding.UTF8.GetBytes(
                $$"""
                { "run_id": "{{name.Split('/')[
                    1
                ]}}", "domain": "language", "architecture": "transformer", "n_params": 3072,
                  "n_ctx": 8, "tokens_per_step": 100, "total_steps": 1000, "loss_unit": "nats" }
                """
            )
            : evaluation;
}
