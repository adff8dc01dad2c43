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
}
