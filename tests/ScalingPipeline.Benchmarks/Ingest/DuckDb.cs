using System.Diagnostics;
using System.Text.Json;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks.Ingest;

/// <summary>DuckDB for Node, as installed by <c>infra/test.sh</c>.</summary>
internal static class DuckDb
{
    private static readonly string _infra = Path.Combine(SharedData.RepositoryRoot, "infra");
    private static readonly string _script = Path.Combine(
        SharedData.RepositoryRoot,
        "tests",
        "ScalingPipeline.Benchmarks",
        "Ingest",
        "duckdb.mjs"
    );

    public static void Generate(string folder, int files, long rowsPerFile, string codec) =>
        Run("generate", folder, files.ToString(), rowsPerFile.ToString(), codec);

    /// <summary>Seconds of each repeat of <c>position, avg(loss) GROUP BY position</c>, start-up of the process not counted.</summary>
    public static double[] Query(string folder, int threads, int repeats) =>
        JsonSerializer.Deserialize<double[]>(
            Run("query", folder, threads.ToString(), repeats.ToString())
        )!;

    private static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])[_script, _infra, .. arguments])
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
