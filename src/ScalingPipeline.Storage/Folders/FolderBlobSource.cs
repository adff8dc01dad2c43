using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Storage.Folders;

/// <summary>A folder, with all folders below it, as a blob source.</summary>
/// <remarks>
/// Links below the root are not followed. A folder or file that cannot be read is logged and left out; it does not stop the
/// listing. The files that <see cref="FolderBlobSink"/> is still writing are not listed.
/// </remarks>
public sealed partial class FolderBlobSource : IBlobSource
{
    private readonly ILogger _logger;
    private readonly FolderRoot _root;

    /// <param name="path">The root folder; need not exist before it is listed.</param>
    /// <param name="logger">Told what could not be read.</param>
    public FolderBlobSource(string path, ILogger<FolderBlobSource>? logger = null)
    {
        _root = new FolderRoot(path);
        _logger = logger ?? NullLogger<FolderBlobSource>.Instance;
    }

    /// <summary><c>folder:</c> and the full path: the same after every restart.</summary>
    public string Container => $"folder:{_root.Path}";

    /// <inheritdoc/>
    /// <exception cref="DirectoryNotFoundException">The root folder does not exist.</exception>
    public IAsyncEnumerable<BlobItem> ListAsync(CancellationToken cancellationToken) =>
        List(cancellationToken).ToAsyncEnumerable();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name leads out of the folder.</exception>
    public Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = _root.Resolve(blob.Identity.Name);
        return Task.FromResult<IByteSource>(FolderByteSource.Open(path, blob));
    }

    private IEnumerable<BlobItem> List(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_root.Path))
        {
            throw new DirectoryNotFoundException(
                $"The folder {_root.Path} does not exist; create it, or name another one."
            );
        }

        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(_root.Path)]);
        while (folders.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var entry in Entries(folder))
            {
                if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    LinkSkipped(_logger, entry.FullName);
                }
                else if (entry is DirectoryInfo below)
                {
                    folders.Push(below);
                }
                else if (entry is FileInfo file && Describe(file) is { } item)
                {
                    yield return item;
                }
            }
        }
    }

    private IReadOnlyList<FileSystemInfo> Entries(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos()];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            FolderUnreadable(_logger, folder.FullName, problem.Message);
            return [];
        }
    }

    private BlobItem? Describe(FileInfo file)
    {
        if (FolderBlobSink.IsBeingWritten(file.Name))
        {
            return null;
        }

        // A name that is not UTF-8 decodes to U+FFFD and cannot be opened under that name.
        if (file.Name.Contains('\uFFFD'))
        {
            NameUnreadable(_logger, file.FullName);
            return null;
        }

        return FolderVersion.Of(file) is { } version
            ? new BlobItem(
                new BlobIdentity(Container, _root.NameOf(file.FullName), version.ETag),
                version.Length,
                version.Modified
            )
            : null;
    }

    [LoggerMessage(
        4001,
        LogLevel.Warning,
        "The folder {Folder} cannot be read and is left out: {Problem}"
    )]
    private static partial void FolderUnreadable(ILogger logger, string folder, string problem);

    [LoggerMessage(
        4002,
        LogLevel.Warning,
        "The file {File} is left out: its name is not valid UTF-8"
    )]
    private static partial void NameUnreadable(ILogger logger, string file);

    [LoggerMessage(4003, LogLevel.Debug, "The link {Link} is not followed")]
    private static partial void LinkSkipped(ILogger logger, string link);
}
