namespace ScalingPipeline.Parquet;

/// <summary>Bytes of a file: <paramref name="Length"/> of them from <paramref name="Offset"/> on.</summary>
public readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>Behind the last byte.</summary>
    public long End => Offset + Length;

    /// <summary>Whether it lies, not empty, within the first <paramref name="bytes"/> bytes.</summary>
    internal bool IsWithin(long bytes) =>
        Offset > 0 && Length > 0 && Length <= bytes && Offset <= bytes - Length;
}
