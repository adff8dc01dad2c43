namespace ScalingPipeline.Parquet.Reading;

/// <summary>Turns wanted ranges into requests: neighbours together, long ones in pieces.</summary>
internal static class ReadAheadBlocks
{
    /// <summary>Blocks in file order that do not overlap and hold every byte of <paramref name="ranges"/>.</summary>
    /// <param name="gap">Unwanted bytes between two ranges up to which one request is cheaper than two.</param>
    public static ReadAheadBlock[] Of(IEnumerable<ByteRange> ranges, int blockSize, int gap)
    {
        var blocks = new List<ReadAheadBlock>();
        var (start, end) = (0L, 0L);
        foreach (
            var range in ranges.Where(range => range.Length > 0).OrderBy(range => range.Offset)
        )
        {
            if (
                end > start
                && (range.Offset > end + gap || Math.Max(range.End, end) - start > blockSize)
            )
            {
                Split(blocks, start, end, blockSize);
                start = Math.Max(range.Offset, end);
                end = Math.Max(range.End, end);
            }
            else
            {
                start = end > start ? start : Math.Max(range.Offset, end);
                end = Math.Max(range.End, end);
            }
        }

        Split(blocks, start, end, blockSize);
        return [.. blocks];
    }

    private static void Split(List<ReadAheadBlock> blocks, long start, long end, int blockSize)
    {
        for (; start < end; start += blockSize)
        {
            blocks.Add(new ReadAheadBlock(start, (int)Math.Min(blockSize, end - start)));
        }
    }
}
