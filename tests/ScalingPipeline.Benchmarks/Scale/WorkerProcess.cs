using System.Diagnostics;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks.Scale;

/// <summary>A worker as a process of its own; killed on dispose.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const string PageLine = "  page    ";

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Busy
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it, and waits until it serves its page.</summary>
    public static async Task<WorkerProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings,
        string data,
        string logs
    )
    {
        var process = CommandLineProcess.Start(
            settings,
            ["run", "--url", "http://127.0.0.1:0", "--data", data, "--logs", logs]
        );
        var started = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                started.TrySetException(new InvalidOperationException("A worker did not start."));
            }
            else if (line.Data.StartsWith(PageLine, StringComparison.Ordinal))
            {
                started.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await started.Task;
        return new WorkerProcess(process);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
