using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Parquet;
using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks.Scale;

/// <summary>
/// A reconciling scan of 1,000 to 1,000,000 blobs that are all in the ledger, and the way of one new blob from its notice to its commit beside them. The
/// listing is made in memory, so that what is measured is the service's own share.
/// </summary>
internal static class ReconcileTable
{
    private const int Repeats = 3;
    private const int Notices = 20;
    private static readonly int[] _sizes = [1, 10, 100, 1000];

    public static async Task PrintAsync()
    {
        using var work = new TemporaryFolder();
        var state = work.At("state.db");
        using var database = new SqliteDatabase(state);
        var ledger = new SqlLedger(database);
        var blobs = new ManyBlobs(Evaluation()) { Runs = 1 };
        var pass = Pass(blobs, ledger);
        await pass.RunAsync(progress: null, CancellationToken.None);
        await pass.RunAsync(progress: null, CancellationToken.None);

        Console.WriteLine(
            "Ratios are to the first row, of times and sizes measured one after the other in this run."
        );
        Console.WriteLine(
            $"{"blobs", 10}{"scan", 12}{"a blob", 11}{"ratio", 8}{"allocated a blob", 18}{"ratio", 8}{"peak heap", 11}{"ratio", 8}{"a new blob", 12}{"ratio", 8}"
        );
        (double PerBlob, double Allocated, double Peak, double Fresh)? first = null;
        var runs = 1;
        foreach (var size in _sizes)
        {
            if (size > runs)
            {
                LedgerOfMany.Grow(state, runs, size);
            }

            (runs, blobs.Runs) = (size, size);
            var (seconds, allocated) = await ScanAsync(pass);
            var fresh = await FreshAsync(blobs, ledger, size);
            var count = (double)size * ManyBlobs.PerRun;
            var row = (seconds / count, allocated / count, (double)blobs.PeakBytes, fresh);
            first ??= row;
            Console.WriteLine(
                $"{count, 10:#,0}{1e3 * seconds, 9:#,0} ms{1e6 * row.Item1, 8:0.0} us{row.Item1 / first.Value.PerBlob, 8:0.00}{row.Item2, 12:#,0} bytes{row.Item2 / first.Value.Allocated, 8:0.00}{row.Item3 / 1e6, 8:0} MB{row.Item3 / first.Value.Peak, 8:0.00}{1e3 * fresh, 9:0.00} ms{fresh / first.Value.Fresh, 8:0.00}"
            );
        }
    }

    private static async Task<(double Seconds, double Allocated)> ScanAsync(IngestionPass pass)
    {
        var best = double.MaxValue;
        var allocated = 0L;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var watch = Stopwatch.StartNew();
            var outcome = await pass.RunAsync(progress: null, CancellationToken.None);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            if (outcome is not { New: 0, Changed: 0, RowsDecoded: 0 })
            {
                throw new InvalidOperationException($"The scan found something new: {outcome}");
            }
        }

        return (best, allocated);
    }

    /// <summary>Median seconds from the notice of a new blob to its commit.</summary>
    private static async Task<double> FreshAsync(ManyBlobs blobs, SqlLedger ledger, int size)
    {
        var intake = new NoticeIntake(
            blobs,
            blobs,
            ledger,
            _definitions,
            Options.Create(new IngestionOptions()),
            TimeProvider.System,
            NullLogger<NoticeIntake>.Instance
        );
        var times = new List<double>();
        for (var notice = 0; notice < Notices; notice++)
        {
            var name = ManyBlobs.Log(0, (1000 * (size + 1)) + notice);
            var watch = Stopwatch.StartNew();
            await intake.TakeInAsync(new BlobNotice(name), CancellationToken.None);
            times.Add(watch.Elapsed.TotalSeconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static readonly DefinitionFolder _definitions = new(
        Path.Combine(SharedData.RepositoryRoot, "pipelines")
    );

    private static IngestionPass Pass(ManyBlobs blobs, SqlLedger ledger) =>
        new(
            blobs,
            blobs,
            ledger,
            _definitions,
            Options.Create(new IngestionOptions()),
            TimeProvider.System,
            NullLogger<IngestionPass>.Instance
        );

    private static byte[] Evaluation()
    {
        using var content = new MemoryStream();
        using (
            var writer = new ParquetWriter(
                content,
                [OutputColumn.Int64("sequence_id"), OutputColumn.FloatList("losses")]
            )
        )
        {
            writer.BeginRowGroup(4);
            writer.Write<long>([0, 1, 2, 3]);
            writer.WriteLists(
                [8, 8, 8, 8],
                [.. Enumerable.Range(0, 32).Select(i => 4f - (i / 10f))]
            );
            writer.Finish();
        }

        return content.ToArray();
    }
}
