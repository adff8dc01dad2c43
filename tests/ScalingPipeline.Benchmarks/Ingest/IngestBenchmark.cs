using System.Text.Json;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks.Ingest;

/// <summary>
/// Ten million per-token rows through one whole pass (list, decode, normalize, write back, commit) beside DuckDB's
/// <c>position, avg(loss)</c> over the same files, by turns in one run. DuckDB writes nothing: a pass that writes nothing back is measured beside the whole one.
/// </summary>
internal static class IngestBenchmark
{
    private const int Context = 128;
    private const int Files = 4;
    private const long RowsPerFile = 2_500_096;
    private const int Rounds = 7;
    private const int Repeats = 4;
    private const int WarmUp = 20;

    public static long Rows => Files * RowsPerFile;

    public static void Run()
    {
        using var work = new TemporaryFolder();
        Console.WriteLine(
            $"{Rows:#,0} rows in {Files} files, {Environment.ProcessorCount} threads."
        );
        Console.WriteLine(
            "Ratio = DuckDB's time / ours, medians of rounds by turns, the best of 3 in each; above 1: ours is faster."
        );
        Console.WriteLine(
            $"{"", -14}{"whole pass", 12}{"DuckDB", 10}{"ratio", 8}{"without write-back", 20}{"ratio", 8}{"DuckDB, 1 thread", 18}{"ratio", 8}{"first pass", 12}{"its peak", 10}"
        );
        foreach (var codec in new[] { "uncompressed", "snappy", "zstd", "gzip" })
        {
            Compare(work, codec);
        }
    }

    private static void Compare(TemporaryFolder work, string codec)
    {
        var logs = PrepareLogs(work, codec);
        var query =
            $"""SELECT "position", avg(loss) FROM '{logs}/language/bulk/eval/*.parquet' GROUP BY "position" """;
        var first = FirstPass.OfNewProcess(logs, work.At($"data-{codec}-first", "state.db"));
        var (whole, bare, all, one) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        // Until the runtime has compiled for good what runs often, as in a service that has been up for a while.
        for (var pass = 0; pass < WarmUp; pass++)
        {
            OnePass.Seconds(logs, Emptied(work, "data"), true);
        }

        for (var round = 0; round < Rounds; round++)
        {
            whole.Add(Best(() => OnePass.Seconds(logs, Emptied(work, "data"), true)));
            all.Add(Best(DuckDb.Time(query, Environment.ProcessorCount, Repeats)));
            bare.Add(Best(() => OnePass.Seconds(logs, Emptied(work, "bare"), false)));
            one.Add(Best(DuckDb.Time(query, 1, Repeats)));
        }

        var (ours, ownBare, theirs, single) = (
            Median(whole[1..]),
            Median(bare[1..]),
            Median(all[1..]),
            Median(one[1..])
        );
        Console.WriteLine(
            $"{codec, -14}{1e3 * ours, 9:0} ms{1e3 * theirs, 7:0} ms{theirs / ours, 8:0.00}{1e3 * ownBare, 17:0} ms{theirs / ownBare, 8:0.00}{1e3 * single, 15:0} ms{single / ours, 8:0.00}{1e3 * first.Seconds, 9:0} ms{first.PeakMegabytes, 7:0} MB"
        );
    }

    /// <summary>The path of a state of which nothing is left; always the same path, as a service has one.</summary>
    private static string Emptied(TemporaryFolder work, string name)
    {
        var folder = Path.Combine(work.Path, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return work.At(name, "state.db");
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
                    n_ctx = Context,
                    vocab_size = 256,
                    tokens_per_step = 2048,
                    total_steps = Files,
                    loss_unit = "nats",
                }
            )
        );
        var logs = Path.Combine(work.Path, codec);
        var folder = Path.GetDirectoryName(work.At(codec, "language", "bulk", "eval", "x"))!;
        DuckDb.Execute([
            "SELECT setseed(0.25)",
            .. Enumerable
                .Range(1, Files)
                .Select(file =>
                    $"""
                        COPY (SELECT (i // {Context})::INTEGER AS sequence_id, (i % {Context})::INTEGER AS "position",
                                     (random() * 255)::INTEGER AS token_id, (-ln(1 - random()) * 1.7)::FLOAT AS loss
                              FROM range({RowsPerFile}) t(i))
                        TO '{folder}/step-{file:000000}.parquet' (FORMAT parquet, CODEC '{codec}')
                        """
                ),
        ]);
        return logs;
    }

    private static double Best(Func<double> seconds) =>
        Best([.. Enumerable.Range(0, Repeats).Select(_ => seconds())]);

    /// <summary>The fastest of the repeats of a round; the first of them warms up.</summary>
    private static double Best(double[] seconds) => seconds[1..].Min();

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
