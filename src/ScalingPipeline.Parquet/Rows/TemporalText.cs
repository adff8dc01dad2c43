using System.Buffers.Binary;
using System.Globalization;

namespace ScalingPipeline.Parquet.Rows;

/// <summary>Times as ISO 8601 text with as many digits as their unit has, which .NET's types, with steps of 100 ns, cannot hold.</summary>
internal static class TemporalText
{
    private const long SecondsPerDay = 86_400;

    public static string Time(long value, TimeResolution unit)
    {
        var (second, fraction) = Split(value, unit);
        return second is >= 0 and < SecondsPerDay
            ? Clock(second) + Fraction(fraction, unit)
            : $"{value} {unit:G} after midnight";
    }

    public static string Timestamp(long value, TimeResolution unit, bool isUtc)
    {
        var (second, fraction) = Split(value, unit);
        return Timestamp(
            Math.DivRem(second - PositiveRemainder(second), SecondsPerDay).Quotient,
            PositiveRemainder(second),
            fraction,
            unit,
            isUtc
        );
    }

    /// <summary>A time of <paramref name="units"/> after midnight of a day counted from 1970-01-01.</summary>
    public static string Timestamp(long day, long units, TimeResolution unit, bool isUtc)
    {
        var (second, fraction) = Split(units, unit);
        return Timestamp(day, second, fraction, unit, isUtc);
    }

    public static string Interval(ReadOnlySpan<byte> value)
    {
        var months = BinaryPrimitives.ReadUInt32LittleEndian(value);
        var days = BinaryPrimitives.ReadUInt32LittleEndian(value[4..]);
        var milliseconds = BinaryPrimitives.ReadUInt32LittleEndian(value[8..]);
        return $"{months} months {days} days {milliseconds} ms";
    }

    private static string Timestamp(
        long day,
        long second,
        long fraction,
        TimeResolution unit,
        bool isUtc
    )
    {
        var number = day + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        if (number < 0 || number > DateOnly.MaxValue.DayNumber || second is < 0 or >= SecondsPerDay)
        {
            return $"{day} days {second} seconds after 1970-01-01";
        }

        var date = DateOnly
            .FromDayNumber((int)number)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{date}T{Clock(second)}{Fraction(fraction, unit)}{(isUtc ? "Z" : "")}";
    }

    private static string Clock(long second) =>
        $"{second / 3600:00}:{second / 60 % 60:00}:{second % 60:00}";

    private static string Fraction(long fraction, TimeResolution unit) =>
        "." + fraction.ToString("D" + Digits(unit), CultureInfo.InvariantCulture);

    private static int Digits(TimeResolution unit) =>
        unit switch
        {
            TimeResolution.Milliseconds => 3,
            TimeResolution.Microseconds => 6,
            _ => 9,
        };

    private static (long Second, long Fraction) Split(long value, TimeResolution unit)
    {
        var perSecond = (long)Math.Pow(10, Digits(unit));
        var (second, fraction) = Math.DivRem(value, perSecond);
        return fraction < 0 ? (second - 1, fraction + perSecond) : (second, fraction);
    }

    private static long PositiveRemainder(long second) =>
        (second % SecondsPerDay + SecondsPerDay) % SecondsPerDay;
}
