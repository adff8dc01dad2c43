using Npgsql;

namespace ScalingPipeline.Storage.Postgres;

/// <summary>A PostgreSQL database as a user names it: <c>postgresql://USER@HOST[:PORT]/DATABASE[?sslmode=..]</c> or <c>Host=..;Database=..</c>.</summary>
internal sealed class PostgresLocation
{
    private const string Form =
        "write postgresql://USER@HOST/DATABASE or Host=HOST;Database=DATABASE";
    private const int MostConnections = 16;
    private const int ConnectSeconds = 5;
    private const int QuerySeconds = 120;
    private const int KeepAliveSeconds = 30;

    /// <summary>What libpq calls otherwise than Npgsql.</summary>
    private static readonly Dictionary<string, string> _npgsqlNames = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["user"] = "Username",
    };

    private readonly NpgsqlConnectionStringBuilder _settings;

    private PostgresLocation(NpgsqlConnectionStringBuilder settings)
    {
        _settings = settings;
        // As the client writes them where a user said nothing else.
        var standard = new NpgsqlConnectionStringBuilder();
        if (settings.MaxPoolSize == standard.MaxPoolSize)
        {
            settings.MaxPoolSize = MostConnections;
        }

        if (settings.Timeout == standard.Timeout)
        {
            settings.Timeout = ConnectSeconds;
        }

        if (settings.CommandTimeout == standard.CommandTimeout)
        {
            settings.CommandTimeout = QuerySeconds;
        }

        if (settings.KeepAlive == standard.KeepAlive)
        {
            settings.KeepAlive = KeepAliveSeconds;
        }

        settings.ApplicationName ??= "scaling-pipeline";
        Display =
            $"postgresql://{settings.Host}{(settings.Port == standard.Port ? "" : $":{settings.Port}")}/{settings.Database}";
    }

    /// <summary>For people: without user, password and settings.</summary>
    public string Display { get; }

    public string Host => _settings.Host!;

    public int Port => _settings.Port;

    public string Database => _settings.Database!;

    /// <summary>Null: the client's own default.</summary>
    public string? User => _settings.Username;

    /// <summary>True for a text that is meant as a PostgreSQL database, not as a path.</summary>
    public static bool Is(string location) =>
        IsUrl(location)
        || location
            .Split(';')
            .Any(setting =>
                setting.Split('=', 2) is [var key, _]
                && key.Trim().ToUpperInvariant() is "HOST" or "SERVER"
            );

    /// <exception cref="ArgumentException">It does not say host and database, or a setting is unknown; the message holds no value of a setting.</exception>
    public static PostgresLocation Parse(string location)
    {
        var settings = IsUrl(location) ? FromUrl(location) : FromSettings(location);
        return string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database)
            ? throw new ArgumentException($"the database needs a host and a name; {Form}.")
            : new PostgresLocation(settings);
    }

    /// <param name="tokens">True when passwords are tokens of an identity: they are sent over verified TLS only, unless the location names another mode.</param>
    public string ConnectionString(bool tokens)
    {
        if (tokens && _settings.SslMode == SslMode.Prefer)
        {
            _settings.SslMode = SslMode.VerifyFull;
        }

        return _settings.ConnectionString;
    }

    private static bool IsUrl(string location) =>
        location.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || location.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder FromSettings(string location)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(location);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new ArgumentException($"this is no PostgreSQL connection string; {Form}.", wrong);
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string location)
    {
        if (!Uri.TryCreate(location, UriKind.Absolute, out var url) || url.Fragment.Length > 0)
        {
            throw new ArgumentException(
                $"this is no PostgreSQL URL; {Form}, with % and two hexadecimal digits for each special character of a name or password."
            );
        }

        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };
        if (url.Port > 0)
        {
            settings.Port = url.Port;
        }

        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            settings.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (
            var setting in url
                .Query.TrimStart('?')
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            Set(settings, setting);
        }

        return settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string setting)
    {
        var parts = setting.Split('=', 2);
        var name = Uri.UnescapeDataString(parts[0]);
        var value = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
        try
        {
            settings[_npgsqlNames.GetValueOrDefault(name, name)] = value.Replace(
                "verify-",
                "Verify",
                StringComparison.Ordinal
            );
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new ArgumentException(
                $"the setting '{name}' of the PostgreSQL URL is unknown, or its value is wrong.",
                wrong
            );
        }
    }
}
