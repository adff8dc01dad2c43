using System.Runtime.InteropServices;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>
/// SIGINT and SIGTERM. The first asks the command to stop, the second ends the process at once: the state is whole at every moment.
/// </summary>
internal sealed class Signals : IDisposable
{
    private const int ExitCodeOfSignals = 128;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _first;

    public Signals() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Take(c, Interrupt)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Take(c, Terminate)),
        ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>128 and the number of the first signal, as a shell says it: 130 or 143; null when there was none.</summary>
    public int? ExitCode => _first == 0 ? null : ExitCodeOfSignals + _first;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Take(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _first, signal, 0) != 0)
        {
            // Not Environment.Exit, which waits for what it was told not to wait for.
            Console.Error.WriteLine("scaling-pipeline: stopped at once.");
            Console.Error.Flush();
            Quit(ExitCodeOfSignals + signal);
        }

        _stop.Cancel();
    }

    private static void Quit(int code) => NativeMethods.Exit(code);

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "_exit")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern void Exit(int code);
    }
}
