namespace ScalingPipeline.Parquet.Pruning;

/// <summary>Where a data page lies, its header included, and the row of its row group that it begins with.</summary>
internal readonly record struct PageLocation(long Offset, int Size, long FirstRow)
{
    public long End => Offset + Size;
}
