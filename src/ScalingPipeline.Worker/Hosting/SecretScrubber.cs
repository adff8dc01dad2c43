using System.Text.RegularExpressions;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>
/// The last guard of what is logged: whatever a library puts into its message, the secrets of the configuration are masked in it. They are
/// known by the settings that hold them, see <see cref="SettingMask"/>.
/// </summary>
internal sealed partial class SecretScrubber(IConfiguration configuration)
{
    /// <summary>Shorter texts would be found in words that are no secret.</summary>
    private const int ShortestSecret = 6;

    // Settings are complete before the first line is logged.
    private readonly Lazy<string[]> _secrets = new(() =>
        [
            .. configuration
                .AsEnumerable()
                .Where(setting => setting.Value is not null)
                .SelectMany(setting => Secrets(setting.Key, setting.Value!))
                .Where(secret => secret.Length >= ShortestSecret)
                .Distinct(StringComparer.Ordinal)
                // The longer first: one may be part of another.
                .OrderByDescending(secret => secret.Length),
        ]
    );

    public string Clean(string text)
    {
        foreach (var secret in _secrets.Value)
        {
            text = text.Replace(secret, SettingMask.Mask, StringComparison.Ordinal);
        }

        return text;
    }

    private static IEnumerable<string> Secrets(string key, string value)
    {
        var shown = SettingMask.Shown(key, value);
        if (string.Equals(shown, value, StringComparison.Ordinal))
        {
            yield break;
        }

        if (string.Equals(shown, SettingMask.Mask, StringComparison.Ordinal))
        {
            yield return value;
        }

        if (Uri.TryCreate(value, UriKind.Absolute, out var url) && !url.IsFile)
        {
            yield return url.UserInfo;
            yield return url.Query.TrimStart('?');
            if (!shown.Contains(url.AbsolutePath, StringComparison.Ordinal))
            {
                yield return url.AbsolutePath.Trim('/');
            }
        }

        foreach (Match part in Part().Matches(value))
        {
            if (
                !shown.Contains(part.Groups["value"].Value, StringComparison.Ordinal)
                && !IsPublic(part.Groups["name"].Value)
            )
            {
                var secret = part.Groups["value"].Value;
                yield return secret;
                yield return Uri.UnescapeDataString(secret);
            }
        }
    }

    // The parts of a SAS that say what it is for.
    private static bool IsPublic(string name) =>
        name is "sv" or "sr" or "sp" or "se" or "st" or "spr" or "ss" or "srt"
        || name.Contains("protocol", StringComparison.OrdinalIgnoreCase)
        || name.Contains("endpoint", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        "(?<name>[A-Za-z ]+)=(?<value>[^;&]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Part();
}
