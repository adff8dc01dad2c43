namespace ScalingPipeline.Parquet;

/// <summary>Fills all of <paramref name="destination"/> from <paramref name="offset"/> of the file, or fails with an <see cref="IOException"/>.</summary>
public delegate Task RangeFetch(
    long offset,
    Memory<byte> destination,
    CancellationToken cancellationToken
);
