using System.Globalization;

namespace ScalingPipeline.Reporting.Text;

/// <summary>How every number of the report and of the pages is written: four significant digits, thin grouping, ± with matching digits.</summary>
public static class Formatting
{
    /// <summary>Narrow no-break space: groups digits, stands between a number and its unit.</summary>
    public const string ThinSpace = "\u202f";

    private const string Unknown = "–";

    /// <summary>Of a value with an error: more are noise to a reader.</summary>
    private const int MostDigits = 9;
    private const string SuperscriptDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Four significant digits unless told: 1.709, 82 940, 3.204×10¹⁸; a dash for NaN.</summary>
    public static string Number(double value, int digits = 4)
    {
        if (double.IsNaN(value))
        {
            return Unknown;
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "∞" : "−∞";
        }

        if (value == 0)
        {
            return "0";
        }

        var exponent = Magnitude(value, digits);
        return exponent is < -4 or > 7
            ? Scientific(value, digits)
            : Decimals(Rounded(value, digits), digits - 1 - exponent);
    }

    /// <summary>As few digits as the value needs, seven at most: for ticks.</summary>
    public static string Compact(double value) =>
        double.IsFinite(value) ? Plain(value, 7) : Number(value);

    /// <summary>A whole number with its digits grouped.</summary>
    public static string Count(double value) => double.IsNaN(value) ? Unknown : Decimals(value, 0);

    /// <summary>Three significant digits and k, M, B or T, as people write sizes and token counts: 3.07k, 82.9k, 5.24M.</summary>
    public static string Short(double value)
    {
        if (!double.IsFinite(value))
        {
            return Number(value);
        }

        var rounded = Rounded(value, 3);
        (double Unit, string Suffix)[] units = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];
        foreach (var (unit, suffix) in units)
        {
            if (Math.Abs(rounded) >= unit && Math.Abs(rounded) < 1e15)
            {
                return Plain(rounded / unit, 3) + suffix;
            }
        }

        return Math.Abs(rounded) >= 1e15 ? Scientific(value, 3) : Plain(rounded, 3);
    }

    /// <summary>Mantissa and power of ten: 3.2×10¹⁸, 10¹⁵.</summary>
    public static string Scientific(double value, int digits = 4)
    {
        var exponent = Magnitude(value, digits);
        var mantissa = Plain(value / Math.Pow(10, exponent), digits);
        var power = "10" + Superscript(exponent);
        return mantissa is "1" ? power : $"{mantissa}×{power}";
    }

    /// <summary>A value and its standard error: the error with two digits, the value to the same place.</summary>
    public static string WithError(double value, double error)
    {
        if (!double.IsFinite(error) || error <= 0 || !double.IsFinite(value))
        {
            return Number(value);
        }

        var errorPlace = Magnitude(error, 2) - 1;
        var exponent = Math.Max(value == 0 ? errorPlace : Magnitude(value, 4), errorPlace + 1);
        if (exponent - errorPlace > MostDigits)
        {
            return $"{Number(value)} ± {Number(error, 2)}";
        }

        if (exponent is > 6 or < -4 || errorPlace > 2)
        {
            var unit = Math.Pow(10, exponent);
            var digits = exponent - errorPlace;
            return $"({Decimals(value / unit, digits)} ± {Decimals(error / unit, digits)})×10{Superscript(exponent)}";
        }

        // What the error leaves open is not shown as if it were known.
        var shown = errorPlace > 0 ? ToPlace(value, errorPlace) : value;
        var places = Math.Max(-errorPlace, 0);
        return $"{Decimals(shown, places)} ± {Decimals(Rounded(error, 2), places)}";
    }

    /// <summary>[low, high] with as many digits as tell the two apart, four at least.</summary>
    public static string Range(double low, double high)
    {
        var width = Math.Abs(high - low);
        var scale = Math.Max(Math.Abs(low), Math.Abs(high));
        if (!double.IsFinite(width) || !double.IsFinite(scale) || scale is 0 or >= 1e7 or < 1e-3)
        {
            return $"[{Number(low)}, {Number(high)}]";
        }

        var resolving = width > 0 ? (int)Math.Ceiling(Math.Log10(scale / width)) + 2 : 4;
        var places = Math.Clamp(Math.Clamp(resolving, 4, 8) - 1 - Magnitude(scale, 4), 0, 8);
        return $"[{Decimals(low, places)}, {Decimals(high, places)}]";
    }

    /// <summary>A signed percentage of a ratio minus one: 0.0123 is +1.23 %.</summary>
    public static string Percent(double share) =>
        double.IsFinite(share)
            ? Signed(share * 100, Math.Abs(share) < 0.1 ? 2 : 1) + ThinSpace + "%"
            : Unknown;

    /// <summary>With its sign, a true minus, to a number of decimals.</summary>
    public static string Signed(double value, int places) =>
        double.IsNaN(value) ? Unknown : (value >= 0 ? "+" : "") + Decimals(value, places);

    /// <summary>FLOP as PF-days, three significant digits: 0.0231, 1.2×10⁻⁵.</summary>
    public static string PetaflopDays(double flops) =>
        Number(flops / Runs.Units.Flops.PerPetaflopDay, 3);

    /// <summary>How many there are of something: <c>1 run</c>, <c>2 runs</c>.</summary>
    public static string Counted(int count, string what) =>
        $"{Count(count)} {what}{(count == 1 ? "" : "s")}";

    /// <summary>A moment in a zone, with its offset: <c>2026-03-04 02:15 +01:00</c>; <c>UTC</c> where that is the zone.</summary>
    public static string Moment(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo
            .ConvertTime(moment, zone)
            .ToString(
                IsUtc(zone) ? "yyyy-MM-dd HH:mm 'UTC'" : "yyyy-MM-dd HH:mm zzz",
                CultureInfo.InvariantCulture
            );

    /// <summary>A moment with the name of its zone.</summary>
    public static string MomentIn(DateTimeOffset moment, TimeZoneInfo zone) =>
        IsUtc(zone) ? Moment(moment, zone) : $"{Moment(moment, zone)}, {zone.Id}";

    private static bool IsUtc(TimeZoneInfo zone) => zone.HasSameRules(TimeZoneInfo.Utc);

    public static string Bytes(long size) =>
        size < 1000 ? $"{size}{ThinSpace}B"
        : size < 1_000_000 ? Plain(size / 1e3, 3) + ThinSpace + "kB"
        : size < 1_000_000_000 ? Plain(size / 1e6, 3) + ThinSpace + "MB"
        : Plain(size / 1e9, 3) + ThinSpace + "GB";

    private static string Superscript(int exponent) =>
        string.Concat(
            exponent
                .ToString(CultureInfo.InvariantCulture)
                .Select(c => c == '-' ? '⁻' : SuperscriptDigits[c - '0'])
        );

    private static int Magnitude(double value, int digits)
    {
        var text = Math.Abs(value).ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
        return int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign);
    }

    private static double Rounded(double value, int digits) =>
        double.Parse(
            value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );

    private static double ToPlace(double value, int place)
    {
        var unit = Math.Pow(10, place);
        return Math.Round(value / unit) * unit;
    }

    private static string Plain(double value, int digits) =>
        Rounded(value, digits)
            .ToString("0.########", CultureInfo.InvariantCulture)
            .Replace('-', '−');

    private static string Decimals(double value, int places)
    {
        var text = Math.Abs(value)
            .ToString($"F{Math.Max(0, places)}", CultureInfo.InvariantCulture);
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (whole.Length > 4)
        {
            for (var at = whole.Length - 3; at > 0; at -= 3)
            {
                whole = whole.Insert(at, ThinSpace);
            }
        }

        var zero = text.All(c => c is '0' or '.');
        return (value < 0 && !zero ? "−" : "") + whole + (point < 0 ? "" : text[point..]);
    }
}
