namespace ScalingPipeline.Parquet;

/// <summary>A file that lies in memory.</summary>
public sealed class MemoryByteSource(ReadOnlyMemory<byte> data) : IByteSource
{
    public long Length => data.Length;

    public int PreferredReadSize => 1 << 18;

    public void Read(long offset, Span<byte> destination) =>
        data.Span.Slice((int)offset, destination.Length).CopyTo(destination);

    public void Dispose() { }
}
