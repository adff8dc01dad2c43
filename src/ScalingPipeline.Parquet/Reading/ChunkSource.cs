namespace ScalingPipeline.Parquet.Reading;

/// <summary>All that is needed to read one column chunk.</summary>
internal sealed record ChunkSource(
    IByteSource Bytes,
    long FooterOffset,
    string FileName,
    int RowGroupIndex,
    long RowCount,
    ParquetColumn Column,
    ColumnChunk Chunk,
    ParquetReadOptions Options
)
{
    /// <summary>The rows wanted; null for all.</summary>
    public IReadOnlyList<RowRange>? Rows { get; init; }
}
