using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet.Pruning;

/// <summary>The page index of one column chunk: where its pages are and what they can hold.</summary>
internal static class PageIndex
{
    /// <summary>The chunk's data pages; null where the file does not say, or not credibly.</summary>
    public static PageLocation[]? Locate(ChunkSource source) =>
        Load(source, source.Chunk.OffsetIndex) is { } index
            ? PageIndexReader.ReadLocations(index, source.Chunk, source.RowCount)
            : null;

    /// <summary>The rows in whose pages a row may meet <paramref name="filter"/>.</summary>
    public static List<RowRange> Select(ChunkSource source, RowFilter filter)
    {
        var all = new List<RowRange> { new(0, source.RowCount) };
        if (
            Locate(source) is not { } pages
            || Load(source, source.Chunk.ColumnIndex) is not { } index
            || PageIndexReader.ReadStatistics(index, pages.Length) is not { } statistics
        )
        {
            return all;
        }

        var selected = new List<RowRange>();
        for (var page = 0; page < pages.Length; page++)
        {
            var end = page + 1 < pages.Length ? pages[page + 1].FirstRow : source.RowCount;
            var rows = new RowRange(pages[page].FirstRow, end - pages[page].FirstRow);
            long? values = source.Column.MaxRepetitionLevel == 0 ? rows.Count : null;
            if (filter.MayMatch(statistics[page], values))
            {
                RowRanges.Append(selected, rows);
            }
        }

        return selected;
    }

    private static byte[]? Load(ChunkSource source, ByteRange range)
    {
        if (
            source.Chunk.IsEncrypted
            || !range.IsWithin(source.FooterOffset)
            || range.Length > PageIndexReader.LargestIndex
        )
        {
            return null;
        }

        var bytes = new byte[range.Length];
        source.Bytes.Read(range.Offset, bytes);
        return bytes;
    }
}
