using System.Diagnostics;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks.Parquet;

/// <summary>
/// Count, mean and variance of the loss by position over per-token logs of every layout and codec, beside DuckDB's over the same files, by turns in one run.
/// </summary>
internal static class ParquetBenchmark
{
    private const int Rounds = 5;
    private const int Repeats = 4;

    /// <param name="millions">Rows of each file, in millions.</param>
    /// <param name="only">Only variants whose name contains this; null: all.</param>
    public static void Run(int millions, string? only)
    {
        using var work = new TemporaryFolder();
        var rows = millions * 1024L * 1024;
        Console.WriteLine(
            $"count, mean, variance of loss by position; {rows:#,0} rows a file. Ratio = DuckDB's time / ours, same threads, medians of {Rounds} rounds by turns, best of {Repeats - 1} in each."
        );
        Console.WriteLine(
            $"{"", -28}{"ours, 1 thread", 15}{"Mrows/s", 9}{"DuckDB", 9}{"ratio", 7}{"2 threads", 11}{"speed-up", 9}{"DuckDB", 9}{"ratio", 7}{"allocated", 11}{"peak 1", 8}{"2 threads", 11}"
        );
        foreach (var variant in Variant.All.Where(v => only is null || v.Name.Contains(only)))
        {
            Compare(variant, work.At($"{Guid.NewGuid():n}.parquet"), rows);
        }
    }

    /// <summary>Megabytes that a fresh process takes at most, the runtime included.</summary>
    public static double PeakOf(string path, int threads)
    {
        Workload.Run(path, Variant.Positions, threads);
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1048576.0;
    }

    private static double PeakOfNewProcess(string path, int threads)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(ParquetBenchmark).Assembly.Location, "parquet-once", path, $"{threads}"]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(output);
    }

    private static void Compare(Variant variant, string path, long rows)
    {
        DuckDb.Execute("SET threads = 1", "SELECT setseed(0.25)", variant.Copy(path, rows));
        var query = variant.Query(path);
        var (one, two, duckOne, duckTwo) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(Best(path, 1));
            duckOne.Add(DuckDb.Time(query, 1, Repeats)[1..].Min());
            two.Add(Best(path, 2));
            duckTwo.Add(DuckDb.Time(query, 2, Repeats)[1..].Min());
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Workload.Run(path, Variant.Positions, 1);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var (ours, ours2, theirs, theirs2) = (
            Median(one),
            Median(two),
            Median(duckOne),
            Median(duckTwo)
        );
        Console.WriteLine(
            $"{variant.Name, -28}{1e3 * ours, 12:0.0} ms{rows / ours / 1e6, 9:0}{1e3 * theirs, 6:0} ms{theirs / ours, 7:0.0}{1e3 * ours2, 8:0.0} ms{ours / ours2, 9:0.0}{1e3 * theirs2, 6:0} ms{theirs2 / ours2, 7:0.0}{allocated >> 10, 8:#,0} KB{PeakOfNewProcess(path, 1), 5:0} MB{PeakOfNewProcess(path, 2), 8:0} MB"
        );
        File.Delete(path);
    }

    private static double Best(string path, int threads)
    {
        var best = double.MaxValue;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var watch = Stopwatch.StartNew();
            var moments = Workload.Run(path, Variant.Positions, threads);
            watch.Stop();
            if (moments.Result().Sum(m => m.Count) == 0)
            {
                throw new InvalidOperationException("Nothing was read.");
            }

            best = repeat == 0 ? best : Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return best;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
