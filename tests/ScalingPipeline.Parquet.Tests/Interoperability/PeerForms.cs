using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ScalingPipeline.Parquet.Tests.Interoperability;

/// <summary>The forms in which readers give times, decimals, identifiers and JSON, compared with ours.</summary>
internal static partial class PeerForms
{
    public static bool IsSame(string ours, JsonElement theirs) =>
        theirs.ValueKind switch
        {
            JsonValueKind.String => Moment(ours) == Moment(theirs.GetString()!)
                || Units(ours) == theirs.GetString(),
            JsonValueKind.Number => IsSameNumber(ours, theirs.GetDouble()),
            // hyparquet parses JSON.
            JsonValueKind.Object => JsonElement.DeepEquals(JsonElement.Parse(ours), theirs),
            _ => false,
        };

    /// <summary>Apache Arrow gives a decimal as four words.</summary>
    public static bool IsSameDecimal(string ours, IEnumerable<JsonElement> words) =>
        BigInteger.Parse(
            ours.Replace(".", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        ) == new BigInteger([.. words.SelectMany(word => BitConverter.GetBytes(word.GetUInt32()))]);

    public static bool IsSame(Guid ours, JsonElement theirs) =>
        theirs.ValueKind == JsonValueKind.Object
        && theirs.GetProperty("bytes").GetString()
            == Convert.ToHexStringLower(ours.ToByteArray(bigEndian: true));

    // A double stands for a decimal, or for milliseconds since 1970 or midnight.
    private static bool IsSameNumber(string ours, double theirs)
    {
        if (double.TryParse(ours, CultureInfo.InvariantCulture, out var number))
        {
            return Math.Abs(number - theirs) <= Math.Abs(number) * 1e-15;
        }

        var moment = ours.Contains('T', StringComparison.Ordinal) ? ours : $"1970-01-01T{ours}";
        var text = moment.TrimEnd('Z')[..Math.Min(moment.TrimEnd('Z').Length, 27)];
        var time = DateTime.Parse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
        return Math.Abs((time - DateTime.UnixEpoch).TotalMilliseconds - theirs) < 1;
    }

    // A time of day as microseconds since midnight.
    private static string? Units(string ours) =>
        TimeSpan.TryParse(ours.TrimEnd('Z'), CultureInfo.InvariantCulture, out var time)
            ? (time.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture)
            : null;

    // Times and decimals are compared without the zeros and marks in which readers differ.
    private static string Moment(string text) =>
        Zeros()
            .Replace(
                text.Replace('T', ' ').TrimEnd('Z').Replace("+00", "", StringComparison.Ordinal),
                "${fraction}"
            )
            .TrimEnd('.')
            .TrimStart('+')
            .Replace(" 00:00:00", "", StringComparison.Ordinal);

    [GeneratedRegex(
        @"(?<fraction>\.\d*?)0+$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Zeros();
}
