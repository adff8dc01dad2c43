using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using Xunit;

namespace ScalingPipeline.Testing;

/// <summary>
/// A real PostgreSQL on a free port, with a password of its own and a locale that does not sort by bytes; started when it is first asked for and ended with the
/// test assembly, even when that is killed. Use it as an assembly fixture.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Binaries = "/usr/lib/postgresql";

    // Ends with its standard input, that is, with the process that started it.
    private const string Script = """
        set -e
        read -r password
        folder=$(mktemp -d /tmp/scaling-pipeline-postgres-XXXXXX)
        leave() { "$1/pg_ctl" -D "$folder/data" -m immediate stop > /dev/null 2>&1 || true; rm -rf "$folder"; }
        trap "leave '$1'" EXIT
        trap '' INT
        printf '%s' "$password" > "$folder/password"
        "$1/initdb" -D "$folder/data" -U scaling -A scram-sha-256 --pwfile="$folder/password" --no-sync \
          -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
        while :; do
          "$1/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o "-p $2 -c listen_addresses=127.0.0.1 \
            -c unix_socket_directories= -c fsync=off -c max_connections=200" start > /dev/null 2>&1 || { cat "$folder/log"; exit 1; }
          echo ready
          read -r command || exit 0
          "$1/pg_ctl" -D "$folder/data" -m immediate stop > /dev/null 2>&1
          echo stopped
          read -r command || exit 0
        done
        """;

    private readonly Lazy<Task<Running>> _running = new(StartAsync);
    private int _databases;

    /// <summary>The folder of the newest installed server; null where there is none.</summary>
    public static string? Installed { get; } =
        OperatingSystem.IsLinux() && Directory.Exists(Binaries)
            ? Directory
                .GetDirectories(Binaries)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
                .OrderByDescending(folder => Version(folder))
                .Select(folder => Path.Combine(folder, "bin"))
                .FirstOrDefault()
            : null;

    /// <summary>The location of a new empty database, with its password. Skips the test where PostgreSQL is not installed.</summary>
    public async Task<string> NewDatabaseOrSkipAsync()
    {
        SkipUnlessInstalled();
        var running = await _running.Value;
        var name = $"state_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return running.Location(name);
    }

    public static void SkipUnlessInstalled() =>
        Assert.SkipUnless(
            Installed is not null,
            "PostgreSQL is not installed; infra/test.sh installs it"
        );

    /// <summary>Runs SQL as the superuser.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            (await _running.Value).Location("postgres") + ";Pooling=false"
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops it as a crash does: no connection is ended in order.</summary>
    public async Task StopAsync() => await (await _running.Value).AskAsync("stop", "stopped");

    public async Task RestartAsync() => await (await _running.Value).AskAsync("start", "ready");

    public async ValueTask DisposeAsync()
    {
        if (!_running.IsValueCreated)
        {
            return;
        }

        using var process = (await _running.Value).Process;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    private static async Task<Running> StartAsync()
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        var port = FreePort.Take();
        // PostgreSQL refuses to run as root.
        string[] command =
        [
            .. Environment.UserName == "root"
                ? ["runuser", "-u", "postgres", "--"]
                : Array.Empty<string>(),
            "sh",
            "-c",
            Script,
            "sh",
            Installed!,
            port.ToString(),
        ];
        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        var password = RandomNumberGenerator.GetHexString(24, lowercase: true);
        var running = new Running(Process.Start(start)!, port, password);
        await running.AskAsync(password, "ready");
        return running;
    }

    private static int Version(string folder) =>
        int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;

    private sealed record Running(Process Process, int Port, string Password)
    {
        public string Location(string database) =>
            $"Host=127.0.0.1;Port={Port};Database={database};Username=scaling;Password={Password}";

        public async Task AskAsync(string command, string answer)
        {
            await Process.StandardInput.WriteLineAsync(command);
            await Process.StandardInput.FlushAsync();
            var line = await Process.StandardOutput.ReadLineAsync();
            if (line != answer)
            {
                var rest = await Process.StandardOutput.ReadToEndAsync();
                throw new InvalidOperationException($"PostgreSQL did not start: {line}\n{rest}");
            }
        }
    }
}
