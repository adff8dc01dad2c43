using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Writes the page index (parquet.thrift, <c>ColumnIndex</c> and <c>OffsetIndex</c>) behind the last row group.</summary>
internal static class PageIndexWriter
{
    public static void Write(
        PageSink sink,
        PooledBuffer buffer,
        IReadOnlyList<WrittenRowGroup> groups
    )
    {
        var chunks = groups.SelectMany(group => group.Chunks).Where(chunk => chunk.Pages.Count > 0);
        foreach (var chunk in chunks.Where(chunk => chunk.HasBounds))
        {
            chunk.ColumnIndex = Write(sink, buffer, writer => WriteBounds(writer, chunk));
        }

        foreach (var chunk in chunks)
        {
            chunk.OffsetIndex = Write(sink, buffer, writer => WriteLocations(writer, chunk));
        }
    }

    private static ByteRange Write(PageSink sink, PooledBuffer buffer, Action<CompactWriter> write)
    {
        buffer.Clear();
        var writer = new CompactWriter(buffer);
        writer.Struct();
        write(writer);
        writer.End();
        var start = sink.Position;
        sink.WriteRaw(buffer.Written);
        return new ByteRange(start, buffer.Length);
    }

    private static void WriteBounds(CompactWriter writer, WrittenChunk chunk)
    {
        var pages = chunk.Pages;
        writer.List(1, CompactType.True, pages.Count);
        foreach (var page in pages)
        {
            writer.BooleanElement(page.IsAllNull);
        }

        writer.List(2, CompactType.Binary, pages.Count);
        foreach (var page in pages)
        {
            writer.BinaryElement(page.Minimum);
        }

        writer.List(3, CompactType.Binary, pages.Count);
        foreach (var page in pages)
        {
            writer.BinaryElement(page.Maximum);
        }

        writer.Int32(4, (int)BoundaryOrders.Of(chunk));
        writer.List(5, CompactType.Int64, pages.Count);
        foreach (var page in pages)
        {
            writer.Int64Element(page.NullCount);
        }
    }

    private static void WriteLocations(CompactWriter writer, WrittenChunk chunk)
    {
        writer.List(1, CompactType.Struct, chunk.Pages.Count);
        foreach (var page in chunk.Pages)
        {
            writer.Struct();
            writer.Int64(1, page.Offset);
            writer.Int32(2, page.Size);
            writer.Int64(3, page.FirstRow);
            writer.End();
        }
    }
}
