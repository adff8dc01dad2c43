using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace ScalingPipeline.Testing;

/// <summary>
/// A real Prometheus Alertmanager on a free port, without a cluster, that tells nobody; ended with the test, even when that is killed. It keeps alerts in
/// memory: restarted, it has none.
/// </summary>
public sealed partial class AlertmanagerServer : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);

    // Ends with its standard input, that is, with the process that started it.
    private const string Script = """
        folder=$(mktemp -d /tmp/scaling-pipeline-alertmanager-XXXXXX)
        trap 'rm -rf "$folder"' EXIT
        trap '' INT
        printf 'route: {receiver: nobody}\nreceivers: [{name: nobody}]\n' > "$folder/config.yaml"
        "$0" --config.file="$folder/config.yaml" --storage.path="$folder/data" --cluster.listen-address= \
          --web.listen-address=127.0.0.1:0 < /dev/null 2>&1 &
        read -r line
        kill $!
        wait $!
        """;

    private readonly Process _process;

    private AlertmanagerServer(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    /// <summary>Its program; null where it is not installed.</summary>
    public static string? Installed { get; } =
        new[]
        {
            "/usr/bin/prometheus-alertmanager",
            "/usr/bin/alertmanager",
            "/usr/local/bin/alertmanager",
        }.FirstOrDefault(File.Exists);

    /// <summary>Starts one. Skips the test where Alertmanager is not installed.</summary>
    public static async Task<AlertmanagerServer> StartOrSkipAsync()
    {
        Assert.SkipUnless(
            Installed is not null,
            "Alertmanager is not installed; infra/test.sh installs it where it may"
        );
        var start = new ProcessStartInfo("sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { "-c", Script, Installed! },
        };
        var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(_startLimit);
        while (true)
        {
            var line =
                await process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException("Alertmanager ended before it listened.");
            if (Listening().Match(line) is { Success: true } match)
            {
                // Nobody may be stopped by a full pipe.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new(process, new Uri($"http://{match.Groups["address"].Value}"));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(
        "Listening on\" address=(?<address>[0-9.:]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Listening();
}
