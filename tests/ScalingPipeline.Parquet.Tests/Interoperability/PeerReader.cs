using System.Diagnostics;
using System.Text.Json;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Parquet.Tests.Interoperability;

/// <summary>Another program's Parquet reader, run by Node.js.</summary>
internal static class PeerReader
{
    public const string DuckDb = "duckdb";
    public const string Hyparquet = "hyparquet";
    public const string ParquetWasm = "parquet-wasm";

    private static readonly string _infra = Path.Combine(SharedData.RepositoryRoot, "infra");

    /// <summary>
    /// What the reader makes of each file: its rows, or its error (a JSON string) where it refuses. Skips the test where the reader is not
    /// installed.
    /// </summary>
    public static async Task<IReadOnlyList<JsonElement>> ReadOrSkipAsync(
        string reader,
        IEnumerable<string> paths
    )
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(_infra, "node_modules", PackageOf(reader))),
            $"{reader} is not installed; infra/test.sh installs it"
        );
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(_infra, "parquet-peers.mjs"));
        start.ArgumentList.Add(reader);
        foreach (var path in paths)
        {
            start.ArgumentList.Add(path);
        }

        using var process = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var complaint = process.StandardError.ReadToEndAsync(cancellation);
        var document = await JsonDocument.ParseAsync(
            process.StandardOutput.BaseStream,
            cancellationToken: cancellation
        );
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, await complaint);
        return
        [
            .. document
                .RootElement.EnumerateArray()
                .Select(result =>
                    result.TryGetProperty("rows", out var rows) ? rows : result.GetProperty("error")
                ),
        ];
    }

    private static string PackageOf(string reader) =>
        reader == DuckDb ? Path.Combine("@duckdb", "node-api") : reader;
}
