using ScalingPipeline.Reporting;
using ScalingPipeline.Storage.State;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>The settings in effect, for people: secrets are masked.</summary>
public sealed class EffectiveConfiguration(IConfiguration configuration)
{
    private const string Mask = "***";

    private static readonly string[] _sections =
    [
        "Storage",
        "Pipelines",
        "Ingestion",
        "Monitoring",
        "Web",
    ];
    private static readonly string[] _secretWords =
    [
        "secret",
        "connectionstring",
        "key",
        "password",
        "token",
        "sig",
    ];

    /// <summary>Ordered by key.</summary>
    public IReadOnlyList<ConfigurationLine> Lines =>
        [
            .. _sections
                .SelectMany(section => configuration.GetSection(section).AsEnumerable())
                .Where(setting => setting.Value is not null)
                .OrderBy(setting => setting.Key, StringComparer.Ordinal)
                .Select(setting => new ConfigurationLine(
                    setting.Key,
                    Shown(setting.Key, setting.Value!)
                )),
        ];

    private static string Shown(string key, string value)
    {
        if (string.Equals(key, "Storage:State", StringComparison.OrdinalIgnoreCase))
        {
            return StateDatabases.Display(value);
        }

        var name = key[(key.LastIndexOf(':') + 1)..];
        if (_secretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return Mask;
        }

        // A container URL may carry a SAS, a webhook URL a token: both in the query or in the user part.
        return
            Uri.TryCreate(value, UriKind.Absolute, out var url)
            && !url.IsFile
            && (url.Query.Length > 0 || url.UserInfo.Length > 0)
            ? $"{url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}?{Mask}"
            : value;
    }
}
