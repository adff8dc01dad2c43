namespace ScalingPipeline.Parquet.Writing;

/// <summary>What the page index has to say about a data page that has been written.</summary>
/// <param name="Offset">Where its header begins.</param>
/// <param name="Size">Bytes, header included.</param>
/// <param name="FirstRow">The row of the row group that it begins with.</param>
/// <param name="NullCount">Entries without a value.</param>
/// <param name="IsAllNull">Whether it has no value at all.</param>
/// <param name="Minimum">Absent where there is no bound.</param>
/// <param name="Maximum">Absent where there is no bound.</param>
internal readonly record struct WrittenPage(
    long Offset,
    int Size,
    long FirstRow,
    long NullCount,
    bool IsAllNull,
    byte[]? Minimum,
    byte[]? Maximum
);
