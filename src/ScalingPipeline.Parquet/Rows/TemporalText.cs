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
        var carried = Math.DivRem(second - PositiveRemainder(second), SecondsPerDay).Quotient;
        return $"{Date(day + carried)}T{Clock(PositiveRemainder(second))}{Fraction(fraction, unit)}{(isUtc ? "Z" : "")}";
    }

    /// <summary>
    /// The date of a day counted from 1970-01-01 in the proleptic Gregorian calendar, with a sign where the year has more than four digits or
    /// lies before year 0 (ISO 8601, expanded representation).
    /// </summary>
    public static string Date(long day)
    {
        // Eras of 400 years have 146,097 days each; counted from 1 March of year 0, so that the leap day ends a year.
        const int DaysPerEra = 146_097;
        const int DaysToEpoch = 719_468;
        var (era, dayOfEra) = Int128.DivRem((Int128)day + DaysToEpoch, DaysPerEra);
        if (dayOfEra < 0)
        {
            (era, dayOfEra) = (era - 1, dayOfEra + DaysPerEra);
        }

        var yearOfEra =
            (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        var year = (era * 400) + yearOfEra + (month <= 2 ? 1 : 0);
        var dayOfMonth = dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1;
        var sign =
            year < 0 ? "-"
            : year > 9999 ? "+"
            : "";
        return $"{sign}{(long)Int128.Abs(year):0000}-{(int)month:00}-{(int)dayOfMonth:00}";
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
