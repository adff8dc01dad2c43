namespace ScalingPipeline.Parquet;

/// <summary>A horizontal slice of the file; <see cref="Columns"/> is indexed by <see cref="ParquetColumn.Index"/>.</summary>
public sealed record RowGroup(long RowCount, IReadOnlyList<ColumnChunk> Columns);
