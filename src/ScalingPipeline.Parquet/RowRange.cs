namespace ScalingPipeline.Parquet;

/// <summary>Rows of a row group that follow each other: <paramref name="Count"/> of them from <paramref name="First"/> on, counted from 0.</summary>
public readonly record struct RowRange(long First, long Count)
{
    /// <summary>Behind the last row.</summary>
    public long End => First + Count;
}
