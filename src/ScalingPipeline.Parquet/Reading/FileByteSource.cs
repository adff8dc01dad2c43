using Microsoft.Win32.SafeHandles;

namespace ScalingPipeline.Parquet;

/// <summary>Reads a local file by position. Other processes may go on writing, renaming or deleting it.</summary>
public sealed class FileByteSource : IByteSource
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;

    public FileByteSource(string path)
    {
        _path = path;
        _handle = File.OpenHandle(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        Length = RandomAccess.GetLength(_handle);
    }

    public long Length { get; }

    public int PreferredReadSize => 1 << 18;

    public void Read(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(_handle, destination, offset);
            if (read == 0)
            {
                throw new EndOfStreamException($"{_path} was cut short while it was being read.");
            }

            offset += read;
            destination = destination[read..];
        }
    }

    public void Dispose() => _handle.Dispose();
}
