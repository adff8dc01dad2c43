namespace ScalingPipeline.Parquet;

/// <summary>
/// What the writer noted about a column chunk; bounds are raw PLAIN bytes, without a byte array's length. <see cref="RowFilter"/> knows
/// which of it can be relied upon.
/// </summary>
/// <param name="Minimum">No value is less; absent where unknown.</param>
/// <param name="Maximum">No value is greater; absent where unknown.</param>
/// <param name="NullCount">Entries without a value.</param>
/// <param name="DistinctCount">Distinct values.</param>
public sealed record ColumnStatistics(
    byte[]? Minimum,
    byte[]? Maximum,
    long? NullCount,
    long? DistinctCount
)
{
    /// <summary>Whether <see cref="Minimum"/> occurs, rather than being cut short; null if not said.</summary>
    public bool? IsMinimumExact { get; init; }

    /// <summary>Whether <see cref="Maximum"/> occurs, rather than being cut short; null if not said.</summary>
    public bool? IsMaximumExact { get; init; }

    /// <summary>Values that are not a number, which the bounds leave out; null if not said.</summary>
    public long? NanCount { get; init; }

    /// <summary>Whether there is no value at all, by what the page index says.</summary>
    internal bool IsAllNull { get; init; }

    /// <summary>The bounds of old writers, in signed order whatever the type.</summary>
    internal byte[]? SignedMinimum { get; init; }

    internal byte[]? SignedMaximum { get; init; }
}
