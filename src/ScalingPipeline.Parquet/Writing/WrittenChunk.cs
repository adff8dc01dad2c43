using ScalingPipeline.Parquet.Pruning;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>What the footer has to say about a chunk that has been written.</summary>
internal sealed record WrittenChunk(
    OutputColumn Column,
    CompressionCodec Codec,
    PageEncoding Encoding,
    bool HasDictionary,
    long Offset,
    long DataOffset,
    long ValueCount,
    long UncompressedSize,
    long CompressedSize,
    long NullCount,
    IReadOnlyList<WrittenPage> Pages
)
{
    public ByteRange ColumnIndex { get; set; }

    public ByteRange OffsetIndex { get; set; }

    /// <summary>Whether every page with a value has bounds, so that they say something about the chunk.</summary>
    public bool HasBounds =>
        Pages.Any(page => !page.IsAllNull)
        && Pages.All(page => page.IsAllNull || page is { Minimum: not null, Maximum: not null });

    public byte[] Minimum => Extreme(page => page.Minimum!, -1);

    public byte[] Maximum => Extreme(page => page.Maximum!, 1);

    private byte[] Extreme(Func<WrittenPage, byte[]> bound, int sign)
    {
        var column = Column.AsRead();
        return Pages
            .Where(page => !page.IsAllNull)
            .Select(bound)
            .Aggregate(
                (best, next) => Math.Sign(Compare(column, next, best)) == sign ? next : best
            );
    }

    public static int Compare(ParquetColumn column, byte[] first, byte[] second) =>
        BoundValue.Decode(column, first)!.Value.CompareTo(BoundValue.Decode(column, second)!.Value);
}
