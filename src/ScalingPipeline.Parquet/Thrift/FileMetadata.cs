namespace ScalingPipeline.Parquet.Thrift;

/// <summary>The decoded footer.</summary>
internal sealed record FileMetadata(
    ParquetSchema Schema,
    long RowCount,
    IReadOnlyList<RowGroup> RowGroups,
    IReadOnlyDictionary<string, string> KeyValues,
    string CreatedBy
);
