using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.Support;

/// <summary>The service as a process of its own, on a free port; killed on dispose.</summary>
internal sealed class Service : IAsyncDisposable
{
    private const string PageLine = "  page    ";

    private readonly Process _process;
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<string> _printed = new();

    private Service(Process process) => _process = process;

    public Uri Page { get; private set; } = null!;

    /// <summary>What it has printed so far, by lines.</summary>
    public IReadOnlyCollection<string> Printed => _printed;

    /// <summary>Of the process that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts it and waits until it serves its page.</summary>
    public static async Task<Service> StartAsync(
        string data,
        string logs,
        IReadOnlyDictionary<string, string>? environment = null,
        params string[] arguments
    )
    {
        var settings = new Dictionary<string, string>(
            environment ?? new Dictionary<string, string>()
        )
        {
            ["SCALING_PIPELINE_Ingestion__Watch__Interval"] = "00:00:00.200",
            ["SCALING_PIPELINE_Monitoring__Refit__Quiet"] = "00:00:00.200",
        };
        var service = new Service(
            CommandLineProcess.Start(
                settings,
                ["run", "--data", data, "--logs", logs, "--url", "http://127.0.0.1:0", .. arguments]
            )
        );
        service.Page = await service.ReadPageAsync();
        return service;
    }

    /// <summary>Starts it in a folder with just these arguments and waits until it serves its page.</summary>
    public static async Task<Service> StartAsTypedAsync(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        string[] arguments
    )
    {
        var service = new Service(CommandLineProcess.Start(environment, arguments, folder));
        service.Page = await service.ReadPageAsync();
        return service;
    }

    public Task<string> GetAsync(string path) =>
        _http.GetStringAsync(new Uri(Page, path), TestContext.Current.CancellationToken);

    public async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await GetAsync(path))!;

    /// <summary>SIGKILL: nothing is flushed, nothing is closed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM; the exit code when it has ended.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _http.Dispose();
    }

    private async Task<Uri> ReadPageAsync()
    {
        var lines = Channel.CreateUnbounded<string>();
        void Keep(string? line)
        {
            _printed.Enqueue(line ?? "");
            lines.Writer.TryWrite(line ?? "");
        }

        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!_process.HasExited || lines.Reader.Count > 0)
        {
            var line = await lines.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (line.StartsWith(PageLine, StringComparison.Ordinal))
            {
                return new Uri(line[PageLine.Length..].Trim());
            }
        }

        throw new InvalidOperationException(
            $"The service ended before it served a page: {string.Join('\n', _printed)}"
        );
    }
}
