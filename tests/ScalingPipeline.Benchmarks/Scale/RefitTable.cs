using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Simulation;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Storage.Folders;
using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State.Leases;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Storage.State.Monitoring;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks.Scale;

/// <summary>
/// The refit of a domain against its number of runs and of checkpoints, and of a night: every domain, or the one that changed.
/// </summary>
internal static class RefitTable
{
    private const int Repeats = 3;

    private static readonly DefinitionFolder _definitions = new(
        Path.Combine(SharedData.RepositoryRoot, "pipelines")
    );

    public static async Task PrintAsync()
    {
        Console.WriteLine(
            "A refit: contributions read, analysed, alerts moved on, saved. Ratios are to the first row, a run."
        );
        Console.WriteLine(
            $"{"runs", 8}{"checkpoints", 13}{"ingest", 11}{"refit", 11}{"a run", 10}{"ratio", 8}"
        );
        double? first = null;
        foreach (var (seeds, checkpoints) in new[] { (1, 8), (4, 8), (13, 8), (4, 32) })
        {
            using var work = new TemporaryFolder();
            using var database = new SqliteDatabase(work.At("state.db"));
            var simulation = new SimulationOptions
            {
                Domains = [PublishedDomains.Mathematics],
                SeedsPerSize = seeds,
                Checkpoints = checkpoints,
            };
            var ingest = await IngestAsync(work, simulation, database);
            var seconds = await RefitAsync(database, "math");
            var runs = seeds * simulation.Sizes.Count * simulation.Steps.Count;
            first ??= seconds / runs;
            Console.WriteLine(
                $"{runs, 8}{checkpoints, 13}{1e3 * ingest, 8:#,0} ms{1e3 * seconds, 8:#,0} ms{1e3 * seconds / runs, 7:0.00} ms{seconds / runs / first, 8:0.00}"
            );
        }

        await PrintNightAsync();
    }

    private static async Task PrintNightAsync()
    {
        using var work = new TemporaryFolder();
        using var database = new SqliteDatabase(work.At("state.db"));
        SimulatedDomain[] domains =
        [
            PublishedDomains.Image,
            PublishedDomains.Language,
            PublishedDomains.Mathematics,
        ];
        await IngestAsync(
            work,
            new SimulationOptions { Domains = domains, SeedsPerSize = 3 },
            database
        );
        var all = 0.0;
        foreach (var domain in domains)
        {
            all += await RefitAsync(database, domain.Name);
        }

        var one = await RefitAsync(database, "math");
        Console.WriteLine(
            $"Three domains of 45 runs: {1e3 * all:#,0} ms for all, {1e3 * one:#,0} ms for the one that changed: {one / all:0.00} of it."
        );
    }

    private static async Task<double> IngestAsync(
        TemporaryFolder work,
        SimulationOptions simulation,
        SqliteDatabase database
    )
    {
        var logs = Path.Combine(work.Path, "logs");
        SimulatedLadder.Write(simulation, logs);
        var pass = new IngestionPass(
            new FolderBlobSource(logs, NullLogger<FolderBlobSource>.Instance),
            new FolderBlobSink(work.Path),
            new SqlLedger(database),
            _definitions,
            Options.Create(new IngestionOptions { WriteNormalized = false }),
            TimeProvider.System,
            NullLogger<IngestionPass>.Instance
        );
        var watch = Stopwatch.StartNew();
        await pass.RunAsync(progress: null, CancellationToken.None);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>The best of a few, in seconds.</summary>
    private static async Task<double> RefitAsync(SqliteDatabase database, string domain)
    {
        using var refit = new RefitService(
            new SqlMonitoringState(database),
            new LeasedSections(
                new SqlLeases(database),
                TimeProvider.System,
                NullLogger<LeasedSections>.Instance
            ),
            new NoFacts(),
            [],
            new OutboxSignal(),
            TimeProvider.System,
            NullLogger<RefitService>.Instance
        );
        var best = double.MaxValue;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var watch = Stopwatch.StartNew();
            await refit.RefitAsync(domain, nightly: true, CancellationToken.None);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return best;
    }

    private sealed class NoFacts : IDomainFacts
    {
        public DomainFacts? Of(string domain) => null;
    }
}
