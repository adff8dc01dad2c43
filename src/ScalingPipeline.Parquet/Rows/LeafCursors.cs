using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet.Rows;

/// <summary>Opens the cursor of a column by its stored type.</summary>
internal static class LeafCursors
{
    public static ILeafCursor Open(ChunkSource chunk)
    {
        var column = chunk.Column;
        return column.PhysicalType switch
        {
            PhysicalType.Boolean => new LeafCursor<bool>(chunk, value => value),
            PhysicalType.Int32 => new LeafCursor<int>(
                chunk,
                value => LogicalValues.FromInteger(column.LogicalType, value, 32)
            ),
            PhysicalType.Int64 => new LeafCursor<long>(
                chunk,
                value => LogicalValues.FromInteger(column.LogicalType, value, 64)
            ),
            PhysicalType.Float => new LeafCursor<float>(chunk, value => value),
            PhysicalType.Double => new LeafCursor<double>(chunk, value => value),
            PhysicalType.ByteArray
                when column.LogicalType.Kind
                    is LogicalKind.String
                        or LogicalKind.Json
                        or LogicalKind.Enum => new LeafCursor<object>(chunk, value => value),
            PhysicalType.Int96 => new LeafCursor<byte[]>(chunk, LogicalValues.FromInt96),
            _ => new LeafCursor<byte[]>(
                chunk,
                value => LogicalValues.FromBytes(column.LogicalType, value)
            ),
        };
    }
}
