namespace ScalingPipeline.Parquet;

/// <summary>Where the bytes of a file come from: a local file, a blob read by ranges, memory. Reads of one file may come from several threads.</summary>
public interface IByteSource : IDisposable
{
    /// <summary>Bytes in all; constant while the file is open.</summary>
    long Length { get; }

    /// <summary>Bytes worth asking for at once: small for local files, so that they stay in the processor's cache, large where each request takes long.</summary>
    int PreferredReadSize { get; }

    /// <summary>Fills all of <paramref name="destination"/> from <paramref name="offset"/>, or throws an <see cref="IOException"/>.</summary>
    void Read(long offset, Span<byte> destination);
}
