using System.Diagnostics;
using System.Globalization;
using ScalingPipeline.Ingestion.Durability;

/// <summary>
/// Loaded by the runtime into a worker before its first line: kills the process (SIGKILL: nothing is flushed, nothing is closed) when it
/// reaches the commit boundary that <see cref="Variable"/> names for the n-th time.
/// </summary>
#pragma warning disable CA1050, MA0047, RCS1110 // The runtime asks for a type outside of namespaces.
internal static class StartupHook
#pragma warning restore CA1050, MA0047, RCS1110
{
    /// <summary><c>BOUNDARY:N</c>.</summary>
    public const string Variable = "CHAOS_KILL_AT";

    public static void Initialize()
    {
        if (
            Environment.GetEnvironmentVariable(Variable)?.Split(':')
            is not [var boundary, var count]
        )
        {
            return;
        }

        var left = int.Parse(count, CultureInfo.InvariantCulture);
        CommitBoundary.Listen(reached =>
        {
            if (
                string.Equals(reached, boundary, StringComparison.Ordinal)
                && Interlocked.Decrement(ref left) == 0
            )
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        });
    }
}
