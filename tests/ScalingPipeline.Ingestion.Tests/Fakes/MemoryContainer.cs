using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Tests.Fakes;

/// <summary>A container in memory: every upload of a name gives it a new ETag.</summary>
internal sealed class MemoryContainer : IBlobSource, IBlobSink
{
    private readonly SortedDictionary<string, (byte[] Content, string ETag)> _blobs = new(
        StringComparer.Ordinal
    );
    private int _uploads;

    public string Container => "memory";

    /// <summary>Asked before each opening and, with the name of a normalized file, before each write: what it gives is thrown.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    public List<string> Opened { get; } = [];

    /// <summary>Pages listed so far.</summary>
    public int Pages { get; set; }

    /// <summary>Blobs a page, unless the listing asks for fewer.</summary>
    public int PageSize { get; set; } = BlobListing.LargestPage;

    /// <summary>The listing fails after so many pages, once; null: never.</summary>
    public int? FaultAfterPages { get; set; }

    public IReadOnlyCollection<string> Names => _blobs.Keys;

    public byte[] this[string name] => _blobs[name].Content;

    public void Upload(string name, byte[] content) =>
        _blobs[name] = (content, $"etag-{++_uploads}");

    public void Upload(string name, string content) =>
        Upload(name, System.Text.Encoding.UTF8.GetBytes(content));

    public void Delete(string name) => _blobs.Remove(name);

    public async IAsyncEnumerable<BlobPage> ListAsync(
        BlobListing listing,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        var pages = _blobs
            .Keys.Where(name =>
                name.StartsWith(listing.Prefix ?? "", StringComparison.Ordinal)
                && string.CompareOrdinal(name, listing.Continuation) > 0
            )
            .Chunk(Math.Min(PageSize, listing.PageSize))
            .ToList();
        for (var page = 0; page < pages.Count; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Pages == FaultAfterPages)
            {
                FaultAfterPages = null;
                throw new IOException("The listing was cut off.");
            }

            Pages++;
            yield return new BlobPage(
                [.. pages[page].Select(Describe).OfType<BlobItem>()],
                page + 1 < pages.Count ? pages[page][^1] : null
            );
        }
    }

    public Task<BlobItem?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Describe(name));

    public Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        lock (Opened)
        {
            Opened.Add(blob.Identity.Name);
        }

        if (Fault(blob.Identity.Name) is { } fault)
        {
            throw fault;
        }

        return
            _blobs.TryGetValue(blob.Identity.Name, out var stored)
            && stored.ETag == blob.Identity.ETag
            ? Task.FromResult<IByteSource>(new MemoryByteSource(stored.Content))
            : throw new BlobChangedException(blob.Identity);
    }

    public async Task WriteAsync(
        string name,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken,
        long expectedLength = 0
    )
    {
        if (Fault(name) is { } fault)
        {
            throw fault;
        }

        using var content = new MemoryStream();
        await write(content, cancellationToken);
        lock (_blobs)
        {
            Upload(name, content.ToArray());
        }
    }

    public string Locate(string name) => $"memory/{name}";

    private BlobItem? Describe(string name) =>
        _blobs.TryGetValue(name, out var stored)
            ? new BlobItem(
                new BlobIdentity(Container, name, stored.ETag),
                stored.Content.Length,
                DateTimeOffset.UnixEpoch
            )
            : null;
}
