using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Pruning;

/// <summary>Reads the page index (parquet.thrift, <c>OffsetIndex</c> and <c>ColumnIndex</c>); it is only ever a hint, so a wrong one counts as none.</summary>
internal static class PageIndexReader
{
    /// <summary>More bytes than any honest index of one column chunk has.</summary>
    public const int LargestIndex = 64 << 20;

    /// <summary>The pages in file order; null if the index contradicts the chunk or itself.</summary>
    public static PageLocation[]? ReadLocations(
        ReadOnlySpan<byte> index,
        ColumnChunk chunk,
        long rowCount
    )
    {
        try
        {
            var pages = new List<PageLocation>();
            var reader = new CompactReader(index);
            var id = 0;
            while (reader.NextField(ref id, out var type))
            {
                if (id == 1)
                {
                    ReadLocations(ref reader, type, pages);
                }
                else
                {
                    reader.Skip(type);
                }
            }

            return IsSound(pages, chunk, rowCount) ? [.. pages] : null;
        }
        catch (FormatFault)
        {
            return null;
        }
    }

    /// <summary>The statistics of each page; null if the index is damaged or of another number of pages.</summary>
    public static ColumnStatistics[]? ReadStatistics(ReadOnlySpan<byte> index, int pages)
    {
        try
        {
            return PageStatistics.Read(index, pages);
        }
        catch (FormatFault)
        {
            return null;
        }
    }

    private static void ReadLocations(
        ref CompactReader reader,
        CompactType type,
        List<PageLocation> pages
    )
    {
        var count = reader.ReadList(type, out var elementType);
        for (var i = 0; i < count; i++)
        {
            CompactReader.Expect(elementType, CompactType.Struct);
            var (offset, size, row, id) = (0L, 0, -1L, 0);
            while (reader.NextField(ref id, out var fieldType))
            {
                switch (id)
                {
                    case 1:
                        offset = reader.ReadInt64(fieldType);
                        break;
                    case 2:
                        size = reader.ReadInt32(fieldType);
                        break;
                    case 3:
                        row = reader.ReadInt64(fieldType);
                        break;
                    default:
                        reader.Skip(fieldType);
                        break;
                }
            }

            pages.Add(new PageLocation(offset, size, row));
        }
    }

    private static bool IsSound(List<PageLocation> pages, ColumnChunk chunk, long rowCount)
    {
        var (end, row) = (chunk.Offset, -1L);
        foreach (var page in pages)
        {
            if (
                page.Offset < end
                || page.Size <= 0
                || page.Size > chunk.Offset + chunk.CompressedSize - page.Offset
                || page.FirstRow <= row
                || page.FirstRow >= rowCount
            )
            {
                return false;
            }

            (end, row) = (page.End, page.FirstRow);
        }

        return pages.Count > 0 && pages[0].FirstRow == 0;
    }
}
