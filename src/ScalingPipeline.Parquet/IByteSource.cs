namespace ScalingPipeline.Parquet;

/// <summary>Bytes that are read by position: a file, a blob, memory.</summary>
public interface IByteSource : IDisposable
{
    long Length { get; }

    /// <summary>Fills the whole of <paramref name="destination"/> with the bytes from <paramref name="offset"/> on.</summary>
    /// <exception cref="EndOfStreamException">The source ends before the destination is full.</exception>
    void Read(long offset, Span<byte> destination);
}
