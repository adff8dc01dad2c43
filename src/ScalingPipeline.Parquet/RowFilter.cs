using ScalingPipeline.Parquet.Pruning;

namespace ScalingPipeline.Parquet;

/// <summary>
/// A condition that rows must meet. By statistics a reader passes over row groups and pages in which no row can; it does not look at the
/// rows that are left. Only statistics that can be relied upon count: none in an unnamed order, none that is not a number, none cut short
/// where that matters.
/// </summary>
public sealed class RowFilter
{
    private readonly BoundValue? _least;
    private readonly BoundValue? _greatest;
    private readonly bool _isNull;

    private RowFilter(ParquetColumn column, BoundValue? least, BoundValue? greatest, bool isNull)
    {
        (Column, _least, _greatest, _isNull) = (column, least, greatest, isNull);
    }

    public ParquetColumn Column { get; }

    /// <summary>
    /// The value, or an element of the list, is neither below <paramref name="least"/> nor above <paramref name="greatest"/>. NaN never is
    /// between; -0 equals 0; text and bytes are compared byte by byte, decimals not at all.
    /// </summary>
    /// <typeparam name="T">An integer, a floating-point type, <c>bool</c>, <c>string</c> or <c>byte[]</c>, as the column holds.</typeparam>
    /// <exception cref="ArgumentException">The column holds something else, or a bound is not a number.</exception>
    public static RowFilter Between<T>(ParquetColumn column, T least, T greatest) =>
        new(column, Bound(column, least), Bound(column, greatest), isNull: false);

    /// <inheritdoc cref="Between"/>
    public static RowFilter AtLeast<T>(ParquetColumn column, T least) =>
        new(column, Bound(column, least), null, isNull: false);

    /// <inheritdoc cref="Between"/>
    public static RowFilter AtMost<T>(ParquetColumn column, T greatest) =>
        new(column, null, Bound(column, greatest), isNull: false);

    /// <summary>The value is there.</summary>
    /// <exception cref="ArgumentException">The column is a list.</exception>
    public static RowFilter IsNotNull(ParquetColumn column) =>
        new(RequireFlat(column), null, null, isNull: false);

    /// <summary>The value is missing.</summary>
    /// <exception cref="ArgumentException">The column is a list.</exception>
    public static RowFilter IsNull(ParquetColumn column) =>
        new(RequireFlat(column), null, null, isNull: true);

    /// <summary>Whether a row of a row group or page with these statistics may meet the condition.</summary>
    /// <param name="valueCount">Its entries, nulls included; null if unknown.</param>
    internal bool MayMatch(ColumnStatistics statistics, long? valueCount)
    {
        if (_isNull)
        {
            return statistics.NullCount != 0;
        }

        var isAllNull = valueCount is { } count
            ? count > 0 && statistics.NullCount == count
            : statistics.IsAllNull;
        if (isAllNull)
        {
            return false;
        }

        var bounds = TrustedBounds.Of(Column, statistics);
        return !(_least is { } least && bounds.IsBelow(least))
            && !(_greatest is { } greatest && bounds.IsAbove(greatest));
    }

    private static BoundValue Bound<T>(ParquetColumn column, T value) =>
        BoundValue.From(column, value)
        ?? throw new ArgumentException(
            $"Column {column} holds {column.PhysicalType} values ({column.LogicalType.Kind}), which cannot be compared with {value} of type {typeof(T).Name}.",
            nameof(value)
        );

    private static ParquetColumn RequireFlat(ParquetColumn column) =>
        column.MaxRepetitionLevel == 0
            ? column
            : throw new ArgumentException($"Column {column} is a list.", nameof(column));
}
