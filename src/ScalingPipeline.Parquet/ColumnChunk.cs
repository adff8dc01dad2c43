namespace ScalingPipeline.Parquet;

/// <summary>The part of a column that lies in one row group.</summary>
public sealed record ColumnChunk
{
    internal ColumnChunk() { }

    public required PhysicalType PhysicalType { get; init; }

    public required CompressionCodec Codec { get; init; }

    public required IReadOnlyList<PageEncoding> Encodings { get; init; }

    /// <summary>Values including nulls; for a list the number of elements plus one for each null or empty list.</summary>
    public required long ValueCount { get; init; }

    /// <summary>Bytes in the file, page headers included.</summary>
    public required long CompressedSize { get; init; }

    public required long UncompressedSize { get; init; }

    /// <summary>Where the chunk's first page, dictionary or data, begins in the file.</summary>
    public required long Offset { get; init; }

    public required ColumnStatistics Statistics { get; init; }

    public required bool IsEncrypted { get; init; }

    /// <summary>Key-value pairs that the writer put beside this chunk.</summary>
    public IReadOnlyDictionary<string, string> KeyValueMetadata { get; internal init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    internal ByteRange Place => new(Offset, CompressedSize);

    /// <summary>Where the bounds of each page stand; empty where the file has none.</summary>
    internal ByteRange ColumnIndex { get; init; }

    /// <summary>Where the place and first row of each page stand; empty where the file has none.</summary>
    internal ByteRange OffsetIndex { get; init; }

    internal ColumnChunk WithIndexes(ByteRange columnIndex, ByteRange offsetIndex) =>
        this with
        {
            ColumnIndex = columnIndex,
            OffsetIndex = offsetIndex,
        };
}
