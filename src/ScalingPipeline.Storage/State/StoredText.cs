using System.Globalization;
using System.Text;

namespace ScalingPipeline.Storage.State;

/// <summary>How text and moments are written into columns.</summary>
internal static class StoredText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>UTC, of fixed width: sorts as text.</summary>
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString(TimeFormat);

    public static DateTimeOffset Moment(string stored) =>
        DateTimeOffset.ParseExact(stored, TimeFormat, null, DateTimeStyles.AssumeUniversal);

    /// <summary>Text columns end at, or refuse, a NUL and half a surrogate pair; they come from broken logs and become U+FFFD.</summary>
    public static string? Of(string? text) =>
        text is null
            ? null
            : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd");
}
