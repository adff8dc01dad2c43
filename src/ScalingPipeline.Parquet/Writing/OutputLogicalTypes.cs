using ScalingPipeline.Parquet.Schema;
using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Writes what a column means, in the newer way and, where it can be said so, in the older one (parquet.thrift, <c>SchemaElement</c>).</summary>
internal static class OutputLogicalTypes
{
    public static void Write(CompactWriter writer, LogicalType type)
    {
        if (type.Kind == LogicalKind.None)
        {
            return;
        }

        if (ConvertedTypes.FromLogical(type) is { } converted)
        {
            writer.Int32(6, converted);
        }

        if (type.Kind == LogicalKind.Decimal)
        {
            writer.Int32(7, type.Scale);
            writer.Int32(8, type.Precision);
        }

        writer.Struct(10);
        writer.Struct(MemberOf(type.Kind));
        WriteParameters(writer, type);
        writer.End();
        writer.End();
    }

    private static int MemberOf(LogicalKind kind) =>
        kind switch
        {
            LogicalKind.String => 1,
            LogicalKind.List => 3,
            LogicalKind.Decimal => 5,
            LogicalKind.Date => 6,
            LogicalKind.Time => 7,
            LogicalKind.Timestamp => 8,
            LogicalKind.Integer => 10,
            LogicalKind.Json => 12,
            LogicalKind.Uuid => 14,
            LogicalKind.Float16 => 15,
            _ => throw new NotSupportedException($"Columns of {kind} are not written."),
        };

    private static void WriteParameters(CompactWriter writer, LogicalType type)
    {
        switch (type.Kind)
        {
            case LogicalKind.Decimal:
                writer.Int32(1, type.Scale);
                writer.Int32(2, type.Precision);
                break;
            case LogicalKind.Integer:
                writer.Int8(1, (sbyte)type.BitWidth);
                writer.Boolean(2, type.IsSigned);
                break;
            case LogicalKind.Time or LogicalKind.Timestamp:
                writer.Boolean(1, type.IsUtc);
                writer.Struct(2);
                writer.Struct((int)type.Unit);
                writer.End();
                writer.End();
                break;
            default:
                break;
        }
    }
}
