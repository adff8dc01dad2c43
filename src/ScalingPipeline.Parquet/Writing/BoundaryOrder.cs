namespace ScalingPipeline.Parquet.Writing;

/// <summary>Whether the bounds of a chunk's pages follow each other in order (parquet.thrift, <c>BoundaryOrder</c>).</summary>
internal enum BoundaryOrder
{
    Unordered = 0,
    Ascending = 1,
    Descending = 2,
}
