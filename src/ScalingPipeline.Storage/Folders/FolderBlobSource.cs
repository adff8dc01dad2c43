using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Storage.Folders;

/// <summary>A folder, with all folders below it, as a blob source.</summary>
/// <remarks>
/// Links below the root are not followed. A folder or file that cannot be read is logged and left out; it does not stop the
/// listing. The files that <see cref="FolderBlobSink"/> is still writing are not listed. Blobs are listed in the ordinal order of their names;
/// a continuation is the last name before it.
/// </remarks>
public sealed partial class FolderBlobSource : IBlobSource
{
    private readonly ILogger _logger;
    private readonly FolderRoot _root;
    private readonly FolderWalk _walk;

    /// <param name="path">The root folder; need not exist before it is listed.</param>
    /// <param name="logger">Told what could not be read.</param>
    public FolderBlobSource(string path, ILogger<FolderBlobSource>? logger = null)
    {
        _root = new FolderRoot(path);
        _logger = logger ?? NullLogger<FolderBlobSource>.Instance;
        _walk = new FolderWalk(_root, _logger);
    }

    /// <summary><c>folder:</c> and the full path: the same after every restart.</summary>
    public string Container => $"folder:{_root.Path}";

    /// <inheritdoc/>
    /// <exception cref="DirectoryNotFoundException">The root folder does not exist.</exception>
    public IAsyncEnumerable<BlobPage> ListAsync(
        BlobListing listing,
        CancellationToken cancellationToken
    ) => Pages(listing, cancellationToken).ToAsyncEnumerable();

    /// <inheritdoc/>
    /// <exception cref="DirectoryNotFoundException">The root folder does not exist.</exception>
    public Task<BlobItem?> FindAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireRoot();
        return Task.FromResult(
            name.Length > 0 && _root.TryResolve(name) is { } path ? Describe(name, path) : null
        );
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name leads out of the folder.</exception>
    public Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = _root.Resolve(blob.Identity.Name);
        return Task.FromResult<IByteSource>(FolderByteSource.Open(path, blob));
    }

    private IEnumerable<BlobPage> Pages(BlobListing listing, CancellationToken cancellationToken)
    {
        RequireRoot();
        var items = new List<BlobItem>();
        foreach (
            var name in _walk.Names(listing.Prefix ?? "", listing.Continuation, cancellationToken)
        )
        {
            // Only when another name follows is there something to go on with.
            if (items.Count == listing.PageSize)
            {
                yield return new BlobPage(items, items[^1].Identity.Name);
                items = [];
            }

            if (Describe(name, Path.Combine(_root.Path, name)) is { } item)
            {
                items.Add(item);
            }
        }

        yield return new BlobPage(items, Continuation: null);
    }

    private void RequireRoot()
    {
        if (!Directory.Exists(_root.Path))
        {
            throw new DirectoryNotFoundException(
                $"The folder {_root.Path} does not exist; create it, or name another one."
            );
        }
    }

    private BlobItem? Describe(string name, string path)
    {
        // A name that is not UTF-8 decodes to U+FFFD and cannot be opened under that name.
        if (name.Contains('\uFFFD'))
        {
            NameUnreadable(_logger, name);
            return null;
        }

        var file = new FileInfo(path);
        if (
            FolderBlobSink.IsBeingWritten(file.Name)
            || FolderVersion.Of(file) is not { } version
            || file.Attributes.HasFlag(FileAttributes.ReparsePoint)
        )
        {
            return null;
        }

        return new BlobItem(
            new BlobIdentity(Container, name, version.ETag),
            version.Length,
            version.Modified
        );
    }

    [LoggerMessage(4002, LogLevel.Warning, "{Name} is left out: its name is not valid UTF-8")]
    private static partial void NameUnreadable(ILogger logger, string name);
}
