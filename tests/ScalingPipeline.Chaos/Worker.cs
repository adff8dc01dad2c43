using System.Diagnostics;
using System.Runtime.InteropServices;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Chaos;

/// <summary>One worker process.</summary>
internal sealed class Worker : IDisposable
{
    private const int SigTerm = 15;
    private const int Failed = 1;
    private const int Remembered = 200;

    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _page = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <param name="environment">Its settings.</param>
    /// <param name="arguments">Of <c>run</c>.</param>
    /// <param name="killAt">The commit boundary at which it dies, and how often that is reached before; null: at none.</param>
    public Worker(
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<string> arguments,
        (string Boundary, int Count)? killAt
    )
    {
        var settings = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        if (killAt is var (boundary, count))
        {
            settings["DOTNET_STARTUP_HOOKS"] = typeof(Worker).Assembly.Location;
            settings[StartupHook.Variable] = $"{boundary}:{count}";
        }

        KillAt = killAt?.Boundary;
        _process = CommandLineProcess.Start(
            settings,
            ["run", "--url", "http://127.0.0.1:0", .. arguments]
        );
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string? KillAt { get; }

    /// <summary>Whether it was killed from outside, not at its boundary.</summary>
    public bool WasKilled { get; private set; }

    public bool HasExited => _process.HasExited;

    public bool IsUp => _page.Task.IsCompleted && !_process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Whether it said that it cannot start, and ended.</summary>
    public bool FailedToStart => _process.ExitCode == Failed && !_page.Task.IsCompleted;

    public Task<Uri> Page => _page.Task;

    /// <summary>The last lines that it printed.</summary>
    public string Lines
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public async Task KillAsync()
    {
        WasKilled = true;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and how it ended.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, SigTerm);
        }

        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Remember(string? line)
    {
        const string PageLine = "  page    ";
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Remembered)
            {
                _lines.Dequeue();
            }
        }

        if (line.StartsWith(PageLine, StringComparison.Ordinal))
        {
            _page.TrySetResult(new Uri(line[PageLine.Length..].Trim()));
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
