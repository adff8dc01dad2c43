using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Writes the footer (parquet.thrift, <c>FileMetaData</c>).</summary>
internal static class FooterWriter
{
    private const int FormatVersion = 2;

    public static void Write(
        PooledBuffer output,
        IReadOnlyList<OutputColumn> columns,
        IReadOnlyList<WrittenRowGroup> groups,
        IReadOnlyDictionary<string, string> keyValues
    )
    {
        var writer = new CompactWriter(output);
        writer.Struct();
        writer.Int32(1, FormatVersion);
        OutputSchemaWriter.Write(writer, columns);
        writer.Int64(3, groups.Sum(group => (long)group.RowCount));
        writer.List(4, CompactType.Struct, groups.Count);
        foreach (var group in groups)
        {
            WriteGroup(writer, group);
        }

        if (keyValues.Count > 0)
        {
            writer.List(5, CompactType.Struct, keyValues.Count);
            foreach (
                var (key, value) in keyValues.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            )
            {
                writer.Struct();
                writer.Text(1, key);
                writer.Text(2, value);
                writer.End();
            }
        }

        writer.Text(6, "ScalingPipeline.Parquet");
        writer.List(7, CompactType.Struct, columns.Count);
        foreach (var _ in columns)
        {
            // Bounds are in the order of the type, without which readers ignore them.
            writer.Struct();
            writer.Struct(1);
            writer.End();
            writer.End();
        }

        writer.End();
    }

    private static void WriteGroup(CompactWriter writer, WrittenRowGroup group)
    {
        writer.Struct();
        writer.List(1, CompactType.Struct, group.Chunks.Count);
        foreach (var chunk in group.Chunks)
        {
            writer.Struct();
            writer.Int64(2, chunk.Offset);
            writer.Struct(3);
            WriteChunk(writer, chunk);
            writer.End();
            WriteRange(writer, 4, chunk.OffsetIndex);
            WriteRange(writer, 6, chunk.ColumnIndex);
            writer.End();
        }

        writer.Int64(2, group.Chunks.Sum(chunk => chunk.UncompressedSize));
        writer.Int64(3, group.RowCount);
        writer.Int64(5, group.Chunks.Count > 0 ? group.Chunks[0].Offset : 0);
        writer.Int64(6, group.Chunks.Sum(chunk => chunk.CompressedSize));
        writer.End();
    }

    private static void WriteRange(CompactWriter writer, int field, ByteRange range)
    {
        if (range.Length > 0)
        {
            writer.Int64(field, range.Offset);
            writer.Int32(field + 1, (int)range.Length);
        }
    }

    private static void WriteChunk(CompactWriter writer, WrittenChunk chunk)
    {
        writer.Int32(1, (int)chunk.Column.PhysicalType);
        PageEncoding[] encodings = chunk.HasDictionary
            ? [PageEncoding.Plain, PageEncoding.Rle, PageEncoding.RleDictionary]
            : [PageEncoding.Rle, chunk.Encoding];
        writer.List(2, CompactType.Int32, encodings.Length);
        foreach (var encoding in encodings)
        {
            writer.Int32Element((int)encoding);
        }

        var path = OutputSchemaWriter.Path(chunk.Column);
        writer.List(3, CompactType.Binary, path.Count);
        foreach (var name in path)
        {
            writer.TextElement(name);
        }

        writer.Int32(4, (int)chunk.Codec);
        writer.Int64(5, chunk.ValueCount);
        writer.Int64(6, chunk.UncompressedSize);
        writer.Int64(7, chunk.CompressedSize);
        writer.Int64(9, chunk.DataOffset);
        if (chunk.HasDictionary)
        {
            writer.Int64(11, chunk.Offset);
        }

        writer.Struct(12);
        writer.Int64(3, chunk.NullCount);
        if (chunk.HasBounds)
        {
            writer.Binary(5, chunk.Maximum);
            writer.Binary(6, chunk.Minimum);
            writer.Boolean(7, true);
            writer.Boolean(8, true);
        }

        writer.End();
    }
}
