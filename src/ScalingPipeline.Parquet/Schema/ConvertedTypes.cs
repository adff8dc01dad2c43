using System.Numerics;

namespace ScalingPipeline.Parquet.Schema;

/// <summary>The older way to say what a value means (parquet.thrift, <c>ConvertedType</c>), in terms of the newer one.</summary>
internal static class ConvertedTypes
{
    public const int None = -1;
    public const int Utf8 = 0;
    public const int List = 3;

    private static readonly LogicalType Unknown = new(LogicalKind.None);

    public static LogicalType ToLogical(SchemaElement element) =>
        element.ConvertedType switch
        {
            Utf8 => new(LogicalKind.String),
            1 or 2 => new(LogicalKind.Map),
            List => new(LogicalKind.List),
            4 => new(LogicalKind.Enum),
            5 => new(LogicalKind.Decimal, element.Precision, element.Scale),
            6 => new(LogicalKind.Date),
            7 => new(LogicalKind.Time, Unit: TimeResolution.Milliseconds, IsUtc: true),
            8 => new(LogicalKind.Time, Unit: TimeResolution.Microseconds, IsUtc: true),
            9 => new(LogicalKind.Timestamp, Unit: TimeResolution.Milliseconds, IsUtc: true),
            10 => new(LogicalKind.Timestamp, Unit: TimeResolution.Microseconds, IsUtc: true),
            >= 11 and <= 14 => new(
                LogicalKind.Integer,
                BitWidth: 8 << (element.ConvertedType - 11),
                IsSigned: false
            ),
            >= 15 and <= 18 => new(
                LogicalKind.Integer,
                BitWidth: 8 << (element.ConvertedType - 15)
            ),
            19 => new(LogicalKind.Json),
            20 => new(LogicalKind.Bson),
            21 => new(LogicalKind.Interval),
            _ => Unknown,
        };

    /// <summary>The older way to say the same; null where there is none.</summary>
    public static int? FromLogical(LogicalType type) =>
        (type.Kind, type.Unit) switch
        {
            (LogicalKind.String, _) => Utf8,
            (LogicalKind.List, _) => List,
            (LogicalKind.Decimal, _) => 5,
            (LogicalKind.Date, _) => 6,
            // The older times are instants.
            (LogicalKind.Time, TimeResolution.Milliseconds) when type.IsUtc => 7,
            (LogicalKind.Time, TimeResolution.Microseconds) when type.IsUtc => 8,
            (LogicalKind.Timestamp, TimeResolution.Milliseconds) when type.IsUtc => 9,
            (LogicalKind.Timestamp, TimeResolution.Microseconds) when type.IsUtc => 10,
            (LogicalKind.Integer, _) when !type.IsSigned => 11
                + BitOperations.Log2((uint)type.BitWidth / 8),
            (LogicalKind.Json, _) => 19,
            _ => null,
        };
}
