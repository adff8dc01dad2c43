using System.Collections.Concurrent;
using System.Diagnostics;

namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>Feeds made-up files to the reader and looks for crashes, hangs and greed.</summary>
public static class FuzzRun
{
    /// <summary>Bytes that reading one input may allocate; none of the seeds, of a few kilobytes, comes near.</summary>
    public const long MostAllocated = 48L << 20;

    /// <summary>Processor time that each thread may spend on one input; most need less than a millisecond.</summary>
    public static readonly TimeSpan MostWork = TimeSpan.FromSeconds(10);

    /// <summary>Time that one input may take, far more than any needs on a machine that does other things as well.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromMinutes(10);

    /// <summary>Reads inputs <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1.</summary>
    /// <param name="folder">Files of other writers to start from as well; null: none.</param>
    /// <param name="progress">Called now and then with how many inputs are done.</param>
    public static FuzzResult Run(
        long first,
        long count,
        int seed,
        int threads,
        string? folder,
        Action<long>? progress = null
    )
    {
        var mutator = new Mutator(Seeds.All(folder), seed);
        var findings = new ConcurrentBag<Finding>();
        var (done, read) = (0L, 0L);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var watches = new ConcurrentDictionary<long, Start>();
        using var guard = new Timer(_ => Guard(watches, threads), null, MostWork, MostWork);
        Parallel.ForEach(
            Partitioner.Create(first, first + count, 1000),
            options,
            range =>
            {
                for (var number = range.Item1; number < range.Item2; number++)
                {
                    watches[number] = new Start(
                        Stopwatch.GetTimestamp(),
                        Environment.CpuUsage.TotalTime
                    );
                    if (Try(mutator.Make(number), ref read) is { } what)
                    {
                        findings.Add(new Finding(number, what));
                    }

                    watches.TryRemove(number, out var _);
                }

                progress?.Invoke(Interlocked.Add(ref done, range.Item2 - range.Item1));
            }
        );
        return new FuzzResult(count, read, [.. findings.OrderBy(finding => finding.Number)]);
    }

    /// <summary>Null if the input was read or refused as it should be.</summary>
    private static string? Try(byte[] input, ref long read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            if (Scan.Read(input))
            {
                Interlocked.Increment(ref read);
            }
        }
        catch (ParquetException)
        {
            // Refused, as it may be.
        }
        catch (Exception fault)
        {
            return fault.ToString();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > MostAllocated
            ? $"{allocated} bytes were allocated for an input of {input.Length}"
            : null;
    }

    // Nothing ends a thread that hangs: the process says which input it was, and goes.
    private static void Guard(ConcurrentDictionary<long, Start> watches, int threads)
    {
        foreach (var (number, start) in watches)
        {
            var work = (Environment.CpuUsage.TotalTime - start.Work) / threads;
            if (work > MostWork || Stopwatch.GetElapsedTime(start.Time) > MostTime)
            {
                Environment.FailFast($"Input {number} does not end.");
            }
        }
    }

    private readonly record struct Start(long Time, TimeSpan Work);
}
