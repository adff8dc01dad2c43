using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Storage.Folders;
using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks.Ingest;

/// <summary>
/// Ten million per-token rows through one whole pass (list, decode, normalize, write back, commit) beside DuckDB's
/// <c>position, avg(loss)</c> over the same files, by turns in one run.
/// </summary>
internal static class IngestBenchmark
{
    private const int Files = 10;
    private const long RowsPerFile = 1_000_064;
    private const int Rounds = 7;

    public static void Run()
    {
        using var work = new TemporaryFolder();
        Console.WriteLine(
            $"{Files * RowsPerFile:#,0} rows in {Files} files, {Environment.ProcessorCount} threads; ratio above 1: ours is faster"
        );
        Console.WriteLine(
            $"{"codec", -14}{"DuckDB, all threads", 22}{"DuckDB, 1 thread", 22}{"our peak memory", 20}"
        );
        foreach (var codec in new[] { "uncompressed", "snappy", "zstd", "gzip" })
        {
            var logs = PrepareLogs(work, codec);
            var evaluations = Path.Combine(logs, "language", "bulk", "eval");
            var (ours, all, one) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(Ingest(logs, work.At($"data-{codec}-{round}", "state.db")));
                all.Add(DuckDb.Query(evaluations, Environment.ProcessorCount, 3)[1..].Min());
                one.Add(DuckDb.Query(evaluations, 1, 3)[1..].Min());
            }

            var median = Median(ours[1..]);
            Console.WriteLine(
                $"{codec, -14}{Median(all) / median, 21:0.00}x{Median(one) / median, 21:0.00}x{Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0, 17:0} MB"
            );
        }
    }

    private static string PrepareLogs(TemporaryFolder work, string codec)
    {
        var declaration = work.At(codec, "language", "bulk", "run.json");
        File.WriteAllText(
            declaration,
            JsonSerializer.Serialize(
                new
                {
                    run_id = "bulk",
                    domain = "language",
                    architecture = "transformer",
                    n_params = 1_000_000,
                    n_ctx = 128,
                    vocab_size = 256,
                    tokens_per_step = 2048,
                    total_steps = Files,
                    loss_unit = "nats",
                }
            )
        );
        var logs = Path.Combine(work.Path, codec);
        DuckDb.Generate(
            Path.GetDirectoryName(work.At(codec, "language", "bulk", "eval", "x"))!,
            Files,
            RowsPerFile,
            codec
        );
        return logs;
    }

    private static double Ingest(string logs, string state)
    {
        using var database = new SqliteDatabase(state);
        var pass = new IngestionPass(
            new FolderBlobSource(logs, NullLogger<FolderBlobSource>.Instance),
            new FolderBlobSink(Path.GetDirectoryName(state)!),
            new SqlLedger(database),
            new DefinitionFolder(Path.Combine(SharedData.RepositoryRoot, "pipelines")),
            Options.Create(new IngestionOptions()),
            TimeProvider.System,
            NullLogger<IngestionPass>.Instance
        );
        var watch = Stopwatch.StartNew();
        var summary = pass.RunAsync(progress: null, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        watch.Stop();
        if (summary.RowsDecoded < Files * RowsPerFile)
        {
            throw new InvalidOperationException(
                $"Only {summary.RowsDecoded} rows were read: {string.Join(' ', summary.Changed.Select(e => e.Reason))}"
            );
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
