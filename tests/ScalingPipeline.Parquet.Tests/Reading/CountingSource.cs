namespace ScalingPipeline.Parquet.Tests.Reading;

/// <summary>A file in memory that counts how often it is asked, as a blob read by ranges would be.</summary>
internal sealed class CountingSource(byte[] data) : IByteSource
{
    public int Reads { get; private set; }

    public long Bytes { get; private set; }

    public long Length => data.Length;

    public int PreferredReadSize => 4 << 20;

    public void Read(long offset, Span<byte> destination)
    {
        Reads++;
        Bytes += destination.Length;
        data.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    public void Dispose() { }
}
