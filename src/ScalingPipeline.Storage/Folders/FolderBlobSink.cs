using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.Folders;

/// <summary>Writes blobs as files below a folder: first beside their place, then renamed into it.</summary>
public sealed class FolderBlobSink(string path) : IBlobSink
{
    private const string Prefix = ".scaling-pipeline-";
    private const string Suffix = ".writing";

    private readonly FolderRoot _root = new(path);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name could leave the folder, or is too long.</exception>
    public async Task WriteAsync(
        string name,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken,
        long expectedLength = 0
    )
    {
        var target = Locate(name);
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{Prefix}{Guid.NewGuid():n}{Suffix}");
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                PreallocationSize = expectedLength,
            };
            await using (var stream = new FileStream(temporary, options))
            {
                await write(stream, cancellationToken);
                await stream.FlushAsync(cancellationToken);
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name could leave the folder, or is too long.</exception>
    public string Locate(string name) => Path.Combine([_root.Path, .. BlobName.Parts(name)]);

    /// <summary>True for the file names under which content waits to be renamed; one that stays was left by a killed process.</summary>
    internal static bool IsBeingWritten(string fileName) =>
        fileName.StartsWith(Prefix, StringComparison.Ordinal)
        && fileName.EndsWith(Suffix, StringComparison.Ordinal);
}
