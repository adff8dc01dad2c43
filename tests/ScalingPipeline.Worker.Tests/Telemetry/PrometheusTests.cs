using System.Diagnostics;
using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Telemetry;

/// <summary>A real Prometheus scrapes the service with the shipped configuration and rules.</summary>
public sealed class PrometheusTests
{
    private const string Debian = "prometheus";

    [Fact]
    public async Task A_real_prometheus_scrapes_the_service_with_a_key_and_loads_the_alert_rules()
    {
        var binary = DebianTool.PathOrSkip("prometheus", Debian);
        var key = ApiKey.New();
        using var folder = new TemporaryFolder();
        var logs = Directory.CreateDirectory(folder.At("logs")).FullName;
        await using var service = await Service.StartAsync(
            folder.At("data"),
            logs,
            new Dictionary<string, string>
            {
                ["SCALING_PIPELINE_Web__Hosts__0"] = "laws.example",
                ["SCALING_PIPELINE_Web__ApiKeys__0__Name"] = "prometheus",
                ["SCALING_PIPELINE_Web__ApiKeys__0__Hash"] = ApiKey.Hash(key),
            }
        );
        var cancelled = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(folder.At("api-key"), key, cancelled);
        await File.WriteAllTextAsync(
            folder.At("prometheus.yaml"),
            (await File.ReadAllTextAsync(Shipped("prometheus.yaml"), cancelled))
                .Replace("15s", "200ms", StringComparison.Ordinal)
                .Replace("/run/secrets/api-key", folder.At("api-key"), StringComparison.Ordinal)
                .Replace(
                    "service:5080",
                    $"127.0.0.1:{service.Page.Port}",
                    StringComparison.Ordinal
                ),
            cancelled
        );
        File.Copy(Shipped("alerts.yaml"), folder.At("alerts.yaml"));
        await using var prometheus = await PrometheusServer.StartAsync(
            binary,
            folder.At("prometheus.yaml"),
            folder.At("storage")
        );

        await Eventually.TrueAsync(async () =>
            await prometheus.ValueAsync("up{job=\"scaling-pipeline\"}") == "1"
        );
        await Eventually.TrueAsync(async () =>
            await prometheus.ValueAsync("scaling_pipeline_ledger_blobs{state=\"committed\"}") == "0"
        );

        var rules = (await prometheus.AskAsync("rules"))["groups"]![0]!["rules"]!.AsArray();
        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.NotEqual("err", (string)rule!["health"]!));
        var target = (await prometheus.AskAsync("targets"))["activeTargets"]![0]!;
        Assert.Equal("", (string)target["lastError"]!);
    }

    [Theory]
    [InlineData("check", "rules", "alerts.yaml")]
    [InlineData("test", "rules", "alerts.test.yaml")]
    [InlineData("check", "config", "--syntax-only", "prometheus.yaml")]
    public async Task The_shipped_rules_are_right_and_fire_when_they_should(
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(DebianTool.PathOrSkip("promtool", Debian), arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(Shipped("alerts.yaml"))!,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var promtool = Process.Start(start)!;
        var cancelled = TestContext.Current.CancellationToken;
        var error = promtool.StandardError.ReadToEndAsync(cancelled);
        var output = await promtool.StandardOutput.ReadToEndAsync(cancelled);
        await promtool.WaitForExitAsync(cancelled);

        Assert.True(promtool.ExitCode == 0, output + await error);
    }

    private static string Shipped(string file) =>
        Path.Combine(SharedData.RepositoryRoot, "infra", "prometheus", file);

    /// <summary>A Prometheus on a free port of loopback.</summary>
    private sealed class PrometheusServer : IAsyncDisposable
    {
        private readonly HttpClient _http;
        private readonly Process _process;

        private PrometheusServer(Process process, int port)
        {
            _process = process;
            _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        }

        /// <summary>Starts it and waits until it is ready.</summary>
        public static async Task<PrometheusServer> StartAsync(
            string binary,
            string configuration,
            string storage
        )
        {
            var port = FreePort.Take();
            var start = new ProcessStartInfo(
                binary,
                [
                    $"--config.file={configuration}",
                    $"--storage.tsdb.path={storage}",
                    $"--web.listen-address=127.0.0.1:{port}",
                    "--log.level=error",
                ]
            );
            var server = new PrometheusServer(Process.Start(start)!, port);
            await Eventually.TrueAsync(server.IsReadyAsync);
            return server;
        }

        /// <summary>The value of the only series of an expression; null while there is none.</summary>
        public async Task<string?> ValueAsync(string expression)
        {
            var found = await AskAsync($"query?query={Uri.EscapeDataString(expression)}");
            return (string?)found["result"]!.AsArray().SingleOrDefault()?["value"]![1];
        }

        public async Task<JsonNode> AskAsync(string path) =>
            JsonNode.Parse(
                await _http.GetStringAsync($"/api/v1/{path}", TestContext.Current.CancellationToken)
            )!["data"]!;

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }

            _process.Dispose();
            _http.Dispose();
        }

        private async Task<bool> IsReadyAsync()
        {
            Assert.False(_process.HasExited, "Prometheus ended before it was ready.");
            try
            {
                using var response = await _http.GetAsync(
                    "/-/ready",
                    TestContext.Current.CancellationToken
                );
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }
}
