namespace ScalingPipeline.Parquet.Writing;

/// <summary>What the footer has to say about a chunk that has been written.</summary>
internal sealed record WrittenChunk(
    OutputColumn Column,
    CompressionCodec Codec,
    PageEncoding Encoding,
    bool HasDictionary,
    long Offset,
    long DataOffset,
    long ValueCount,
    long UncompressedSize,
    long CompressedSize,
    long NullCount,
    byte[]? Minimum,
    byte[]? Maximum
);
