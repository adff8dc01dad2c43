using ScalingPipeline.Parquet;

namespace ScalingPipeline.Worker.Commands;

/// <summary>What <c>parquet schema</c> says of a file.</summary>
internal sealed record SchemaDocument(
    long Rows,
    int RowGroups,
    string CreatedBy,
    IReadOnlyList<SchemaDocument.Column> Columns,
    IReadOnlyDictionary<string, string> Metadata
)
{
    public static SchemaDocument Of(ParquetFile file) =>
        new(
            file.RowCount,
            file.RowGroups.Count,
            file.CreatedBy,
            [.. file.Schema.Columns.Select(column => Column.Of(file, column))],
            file.KeyValueMetadata
        );

    internal sealed record Column(
        string Path,
        string Type,
        string Logical,
        bool Nullable,
        IReadOnlyList<string> Codecs,
        IReadOnlyList<string> Encodings,
        long CompressedBytes,
        long UncompressedBytes
    )
    {
        public static Column Of(ParquetFile file, ParquetColumn column)
        {
            var chunks = file.RowGroups.Select(group => group.Columns[column.Index]).ToArray();
            return new Column(
                column.Path,
                column.PhysicalType.ToString(),
                column.LogicalType.Kind.ToString(),
                column.IsNullable,
                [
                    .. chunks
                        .Select(chunk => chunk.Codec.ToString())
                        .Distinct(StringComparer.Ordinal),
                ],
                [
                    .. chunks
                        .SelectMany(chunk => chunk.Encodings)
                        .Select(e => e.ToString())
                        .Distinct(StringComparer.Ordinal),
                ],
                chunks.Sum(chunk => chunk.CompressedSize),
                chunks.Sum(chunk => chunk.UncompressedSize)
            );
        }
    }
}
