namespace ScalingPipeline.Parquet.Pruning;

/// <summary>
/// The part of a statistic that can be relied upon (parquet.thrift, comments on <c>Statistics</c> and <c>ColumnOrder</c>): no bound in an
/// order that the file does not name, none that is not a number, none of a pair that is upside down.
/// </summary>
internal readonly record struct TrustedBounds(
    BoundValue? Minimum,
    BoundValue? Maximum,
    bool IsMaximumCut
)
{
    public static TrustedBounds Of(ParquetColumn column, ColumnStatistics statistics)
    {
        var isInOrder =
            column.Order == ColumnOrder.TypeDefined
            || (column.Order == ColumnOrder.Ieee754Total && IsFloating(column));
        var bounds =
            isInOrder && (statistics.Minimum ?? statistics.Maximum) is not null
                ? new TrustedBounds(
                    BoundValue.Decode(column, statistics.Minimum),
                    BoundValue.Decode(column, statistics.Maximum),
                    statistics.IsMaximumExact != true
                )
            : IsSigned(column)
                ? new TrustedBounds(
                    BoundValue.Decode(column, statistics.SignedMinimum),
                    BoundValue.Decode(column, statistics.SignedMaximum),
                    IsMaximumCut: false
                )
            : default;
        return bounds is { Minimum: { } least, Maximum: { } most } && least.CompareTo(most) > 0
            ? default
            : bounds;
    }

    // What is longer than a bound that was cut, and begins like it, may lie on either side.
    public bool IsBelow(BoundValue value) =>
        Maximum is { } maximum
        && maximum.CompareTo(value) < 0
        && !(IsMaximumCut && value.StartsWith(maximum));

    public bool IsAbove(BoundValue value) => Minimum is { } minimum && minimum.CompareTo(value) > 0;

    private static bool IsFloating(ParquetColumn column) =>
        column.PhysicalType is PhysicalType.Float or PhysicalType.Double
        || column.LogicalType.Kind == LogicalKind.Float16;

    private static bool IsSigned(ParquetColumn column) =>
        column.PhysicalType switch
        {
            PhysicalType.Int32 or PhysicalType.Int64 => column.LogicalType.IsSigned,
            PhysicalType.Boolean or PhysicalType.Float or PhysicalType.Double => true,
            _ => false,
        };
}
