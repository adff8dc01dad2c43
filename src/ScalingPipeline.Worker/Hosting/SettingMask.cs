using ScalingPipeline.Storage.State;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>What of a setting people may see.</summary>
internal static class SettingMask
{
    public const string Mask = "***";

    private static readonly string[] _secretNames =
    [
        "secret",
        "connectionstring",
        "key",
        "hash",
        "password",
        "token",
        "sig",
        "credential",
    ];

    // What these name is public, and without it nobody knows which one is meant: their path is shown. Of every other address, such as that of a
    // webhook or a heartbeat, the path may be the secret.
    private static readonly string[] _shownPaths =
    [
        "Storage:Logs",
        "Storage:Output",
        "Storage:Queue",
        "Web:Url",
        "Web:Jwt:Authority",
        "Web:Jwt:Audience",
    ];

    private static readonly string[] _shownParts =
    [
        "host",
        "server",
        "data source",
        "port",
        "database",
        "initial catalog",
        "username",
        "user id",
        "ssl mode",
        "accountname",
        "endpointsuffix",
    ];

    public static string Shown(string key, string value)
    {
        if (string.Equals(key, "Storage:State", StringComparison.OrdinalIgnoreCase))
        {
            return StateDatabases.Display(value);
        }

        var name = key[(key.LastIndexOf(':') + 1)..];
        if (_secretNames.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return Mask;
        }

        if (Uri.TryCreate(value, UriKind.Absolute, out var url) && !url.IsFile)
        {
            return Address(key, url);
        }

        return
            value.Contains(';', StringComparison.Ordinal)
            && value.Contains('=', StringComparison.Ordinal)
            ? ConnectionString(value)
            : value;
    }

    private static string Address(string key, Uri url)
    {
        var isShown = _shownPaths.Contains(key, StringComparer.OrdinalIgnoreCase);
        var shown = url.GetComponents(
            isShown
                ? UriComponents.SchemeAndServer | UriComponents.Path
                : UriComponents.SchemeAndServer,
            UriFormat.UriEscaped
        );
        var hides =
            url.UserInfo.Length > 0
            || url.Query.Length > 0
            || url.Fragment.Length > 0
            || (!isShown && url.AbsolutePath.Length > 1);
        return hides ? $"{shown}{(isShown ? "?" : "/")}{Mask}" : shown;
    }

    private static string ConnectionString(string value) =>
        string.Join(
            ';',
            value
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(part =>
                {
                    var name = part.Split('=')[0].Trim();
                    return _shownParts.Contains(name, StringComparer.OrdinalIgnoreCase)
                        ? part
                        : $"{name}={Mask}";
                })
        );
}
