namespace ScalingPipeline.Parquet.Writing;

/// <summary>Finds the order of the bounds of a chunk's pages; pages of nulls do not count.</summary>
internal static class BoundaryOrders
{
    public static BoundaryOrder Of(WrittenChunk chunk)
    {
        var column = chunk.Column.AsRead();
        var pages = chunk.Pages.Where(page => !page.IsAllNull).ToArray();
        var steps = pages
            .Zip(pages.Skip(1))
            .SelectMany(pair =>
                (int[])
                    [
                        WrittenChunk.Compare(column, pair.First.Minimum!, pair.Second.Minimum!),
                        WrittenChunk.Compare(column, pair.First.Maximum!, pair.Second.Maximum!),
                    ]
            )
            .ToArray();
        return steps.All(step => step <= 0) ? BoundaryOrder.Ascending
            : steps.All(step => step >= 0) ? BoundaryOrder.Descending
            : BoundaryOrder.Unordered;
    }
}
