using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet;

/// <summary>A column to be written: flat, or by <see cref="ListOf"/> a list.</summary>
public sealed class OutputColumn
{
    private const int MostPrecise = 28;

    private OutputColumn(
        string name,
        PhysicalType type,
        bool isNullable,
        OutputEncoding encoding,
        LogicalType? logical = null,
        int typeLength = 0
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        EncodingChoice.Require(encoding, type);
        (Name, PhysicalType, IsNullable, Encoding) = (name, type, isNullable, encoding);
        (LogicalType, TypeLength) = (logical ?? new(LogicalKind.None), typeLength);
    }

    public string Name { get; private init; }

    public PhysicalType PhysicalType { get; }

    /// <summary>Bytes of one value where <see cref="PhysicalType"/> is <see cref="PhysicalType.FixedLengthByteArray"/>, else 0.</summary>
    public int TypeLength { get; }

    public LogicalType LogicalType { get; }

    /// <summary>Whether a value, or the list, can be null; the elements of a list always can.</summary>
    public bool IsNullable { get; private init; }

    public bool IsList { get; private init; }

    public OutputEncoding Encoding { get; }

    /// <summary>Whether the smallest and largest value are noted, by which readers skip what they do not look for.</summary>
    public bool HasBounds { get; private init; } = true;

    internal int MaxDefinitionLevel => (IsNullable ? 1 : 0) + (IsList ? 2 : 0);

    internal int MaxRepetitionLevel => IsList ? 1 : 0;

    public static OutputColumn Boolean(string name, bool nullable = false) =>
        new(name, PhysicalType.Boolean, nullable, OutputEncoding.Plain);

    public static OutputColumn Int32(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Int32, nullable, encoding);

    public static OutputColumn Int64(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Int64, nullable, encoding);

    /// <summary>Given as <c>uint</c>.</summary>
    public static OutputColumn UInt32(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Int32, nullable, encoding, Unsigned(32));

    /// <summary>Given as <c>ulong</c>.</summary>
    public static OutputColumn UInt64(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Int64, nullable, encoding, Unsigned(64));

    public static OutputColumn Float(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Float, nullable, encoding);

    public static OutputColumn Double(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Double, nullable, encoding);

    /// <summary>Given as <c>Half</c>.</summary>
    public static OutputColumn Float16(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => Fixed(name, 2, nullable, encoding, new(LogicalKind.Float16));

    /// <summary>Text, given as <c>string</c>, stored as UTF-8.</summary>
    public static OutputColumn Text(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.ByteArray, nullable, encoding, new(LogicalKind.String));

    /// <summary>JSON, given as <c>string</c>; not checked.</summary>
    public static OutputColumn Json(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.ByteArray, nullable, encoding, new(LogicalKind.Json));

    /// <summary>Bytes of any length, given as <c>byte[]</c>.</summary>
    public static OutputColumn Binary(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.ByteArray, nullable, encoding);

    /// <summary>Bytes of one length, given as <c>byte[]</c>.</summary>
    public static OutputColumn FixedBinary(
        string name,
        int length,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return Fixed(name, length, nullable, encoding, new(LogicalKind.None));
    }

    /// <summary>Given as <c>Guid</c>.</summary>
    public static OutputColumn Uuid(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => Fixed(name, 16, nullable, encoding, new(LogicalKind.Uuid));

    /// <summary>Given as <c>decimal</c> of at most <paramref name="precision"/> (1 to 28) digits, <paramref name="scale"/> of them behind the point.</summary>
    public static OutputColumn Decimal(
        string name,
        int precision,
        int scale,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, MostPrecise);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        var logical = new LogicalType(LogicalKind.Decimal, precision, scale);
        return precision switch
        {
            <= 9 => new(name, PhysicalType.Int32, nullable, encoding, logical),
            <= 18 => new(name, PhysicalType.Int64, nullable, encoding, logical),
            _ => Fixed(name, DecimalColumn.Size, nullable, encoding, logical),
        };
    }

    /// <summary>Given as <c>DateOnly</c>, or as <c>int</c>, days since 1970-01-01.</summary>
    public static OutputColumn Date(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) => new(name, PhysicalType.Int32, nullable, encoding, new(LogicalKind.Date));

    /// <summary>Time of day, given as the units since midnight: <c>int</c> for milliseconds, else <c>long</c>.</summary>
    public static OutputColumn Time(
        string name,
        TimeResolution unit,
        bool isUtc,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) =>
        new(
            name,
            unit == TimeResolution.Milliseconds ? PhysicalType.Int32 : PhysicalType.Int64,
            nullable,
            encoding,
            Temporal(LogicalKind.Time, unit, isUtc)
        );

    /// <summary>Given as <c>long</c>, the units since 1970-01-01; an instant if <paramref name="isUtc"/>, else the reading of a clock on a wall.</summary>
    public static OutputColumn Timestamp(
        string name,
        TimeResolution unit,
        bool isUtc,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic
    ) =>
        new(
            name,
            PhysicalType.Int64,
            nullable,
            encoding,
            Temporal(LogicalKind.Timestamp, unit, isUtc)
        );

    /// <summary>The deprecated 96-bit time for readers that want nothing else, given as <c>byte[]</c>: nanoseconds of the day, then the Julian day.</summary>
    public static OutputColumn Int96(string name, bool nullable = false) =>
        new(name, PhysicalType.Int96, nullable, OutputEncoding.Automatic);

    /// <summary>Lists of what <paramref name="element"/> describes; elements may be null, and the lists themselves if <paramref name="nullable"/>.</summary>
    /// <param name="element">The elements, as a flat column.</param>
    /// <param name="nullable">Whether lists may be null.</param>
    /// <param name="bounds">See <see cref="HasBounds"/>.</param>
    public static OutputColumn ListOf(
        OutputColumn element,
        bool nullable = false,
        bool bounds = true
    ) =>
        element.IsList
            ? throw new ArgumentException("Lists of lists are not written.", nameof(element))
            : new(
                element.Name,
                element.PhysicalType,
                nullable,
                element.Encoding,
                element.LogicalType,
                element.TypeLength
            )
            {
                IsList = true,
                HasBounds = bounds,
            };

    /// <summary>Lists of floats.</summary>
    /// <inheritdoc cref="ListOf"/>
    public static OutputColumn FloatList(
        string name,
        bool nullable = false,
        OutputEncoding encoding = OutputEncoding.Automatic,
        bool bounds = true
    ) => ListOf(Float(name, encoding: encoding), nullable, bounds);

    /// <summary>The column as a reader would see it.</summary>
    internal ParquetColumn AsRead() =>
        new()
        {
            Index = 0,
            Name = Name,
            Path = Name,
            PhysicalType = PhysicalType,
            TypeLength = TypeLength,
            LogicalType = LogicalType,
            MaxDefinitionLevel = MaxDefinitionLevel,
            MaxRepetitionLevel = MaxRepetitionLevel,
            Order = ColumnOrder.TypeDefined,
        };

    private static OutputColumn Fixed(
        string name,
        int length,
        bool nullable,
        OutputEncoding encoding,
        LogicalType logical
    ) => new(name, PhysicalType.FixedLengthByteArray, nullable, encoding, logical, length);

    private static LogicalType Unsigned(int bits) =>
        new(LogicalKind.Integer, BitWidth: bits, IsSigned: false);

    private static LogicalType Temporal(LogicalKind kind, TimeResolution unit, bool isUtc) =>
        unit == TimeResolution.None
            ? throw new ArgumentException("A time needs a unit.", nameof(unit))
            : new(kind, Unit: unit, IsUtc: isUtc);
}
