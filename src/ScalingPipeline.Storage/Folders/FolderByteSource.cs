using Microsoft.Win32.SafeHandles;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Storage.Folders;

/// <summary>One version of a file. Every read ends with a look at the file: bytes of another version are never returned.</summary>
internal sealed class FolderByteSource : IByteSource
{
    private readonly BlobItem _blob;
    private readonly SafeFileHandle? _handle;
    private readonly string _path;

    private FolderByteSource(string path, BlobItem blob, SafeFileHandle? handle)
    {
        _path = path;
        _blob = blob;
        _handle = handle;
    }

    public long Length => _blob.Size;

    public int PreferredReadSize => 256 << 10;

    public static FolderByteSource Open(string path, BlobItem blob)
    {
        // Pipes and devices have length 0 and would block when opened; an empty file needs no opening.
        var handle = blob.Size == 0 ? null : OpenHandle(path, blob);
        var source = new FolderByteSource(path, blob, handle);
        try
        {
            source.RequireUnchanged();
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var read = _handle is null ? 0 : RandomAccess.Read(_handle, destination, offset);
            if (read == 0)
            {
                RequireUnchanged();
                throw new EndOfStreamException(
                    $"{_blob.Identity.Name} ends at byte {Length}, before what was to be read."
                );
            }

            offset += read;
            destination = destination[read..];
        }

        RequireUnchanged();
    }

    public void Dispose() => _handle?.Dispose();

    private static SafeFileHandle OpenHandle(string path, BlobItem blob)
    {
        try
        {
            return File.OpenHandle(
                path,
                share: FileShare.ReadWrite | FileShare.Delete,
                options: FileOptions.RandomAccess
            );
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BlobChangedException(blob.Identity, gone);
        }
    }

    private void RequireUnchanged()
    {
        var now = FolderVersion.Of(new FileInfo(_path));
        if (!string.Equals(now?.ETag, _blob.Identity.ETag, StringComparison.Ordinal))
        {
            throw new BlobChangedException(_blob.Identity);
        }
    }
}
