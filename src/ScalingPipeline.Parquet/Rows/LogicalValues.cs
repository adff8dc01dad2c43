using System.Buffers.Binary;
using System.Numerics;

namespace ScalingPipeline.Parquet.Rows;

/// <summary>Gives stored values the meaning their logical type says; what no .NET type holds exactly becomes text.</summary>
internal static class LogicalValues
{
    // Julian day of 1970-01-01.
    private const long UnixEpochJulianDay = 2_440_588;

    public static object FromInteger(LogicalType type, long value, int bits) =>
        type.Kind switch
        {
            LogicalKind.Integer when !type.IsSigned => bits == 32
                ? (object)(uint)value
                : (ulong)value,
            LogicalKind.Decimal => Decimal(value, type.Scale),
            LogicalKind.Date => Date(value),
            LogicalKind.Time => TemporalText.Time(value, type.Unit),
            LogicalKind.Timestamp => TemporalText.Timestamp(value, type.Unit, type.IsUtc),
            _ => bits == 32 ? (object)(int)value : value,
        };

    public static object FromInt96(byte[] value)
    {
        var nanosecond = BinaryPrimitives.ReadInt64LittleEndian(value);
        var day = BinaryPrimitives.ReadInt32LittleEndian(value.AsSpan(8)) - UnixEpochJulianDay;
        return TemporalText.Timestamp(day, nanosecond, TimeResolution.Nanoseconds, isUtc: false);
    }

    public static object FromBytes(LogicalType type, byte[] value) =>
        type.Kind switch
        {
            LogicalKind.Decimal => Decimal(new BigInteger(value, isBigEndian: true), type.Scale),
            LogicalKind.Uuid when value.Length == 16 => new Guid(value, bigEndian: true),
            LogicalKind.Float16 when value.Length == 2 => (float)
                BinaryPrimitives.ReadHalfLittleEndian(value),
            LogicalKind.Interval when value.Length == 12 => TemporalText.Interval(value),
            _ => value,
        };

    private static object Date(long days)
    {
        var number = days + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number)
            : TemporalText.Date(days);
    }

    private static string Decimal(BigInteger unscaled, int scale)
    {
        if (scale <= 0)
        {
            return scale < -DecimalDigits
                ? $"{unscaled}E{-scale}"
                : (unscaled * BigInteger.Pow(10, -scale)).ToString();
        }

        if (scale > DecimalDigits)
        {
            return $"{unscaled}E-{scale}";
        }

        var digits = BigInteger.Abs(unscaled).ToString().PadLeft(scale + 1, '0');
        var sign = unscaled.Sign < 0 ? "-" : "";
        return $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private const int DecimalDigits = 1000;
}
