using System.Diagnostics;
using System.Text.Json;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks;

/// <summary>DuckDB for Node, as installed by <c>infra/test.sh</c>.</summary>
internal static class DuckDb
{
    private static readonly string _infra = Path.Combine(SharedData.RepositoryRoot, "infra");
    private static readonly string _script = Path.Combine(
        SharedData.RepositoryRoot,
        "tests",
        "ScalingPipeline.Benchmarks",
        "duckdb.mjs"
    );

    public static void Execute(params IReadOnlyList<string> sql) => Run("run", sql);

    /// <summary>Seconds of each repeat of a query, start-up of the process not counted.</summary>
    public static double[] Time(string sql, int threads, int repeats) =>
        JsonSerializer.Deserialize<double[]>(
            Run("time", [threads.ToString(), repeats.ToString(), sql])
        )!;

    private static string Run(string command, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])[_script, _infra, command, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return node.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                "DuckDB for Node did not run; install it with: bash infra/test.sh"
            );
    }
}
