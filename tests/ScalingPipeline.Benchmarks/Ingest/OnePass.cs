using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Storage.Folders;
using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Benchmarks.Ingest;

/// <summary>One whole pass over logs, into an empty state.</summary>
internal static class OnePass
{
    // As a service has them: read before, and looked at again on every pass.
    private static readonly DefinitionFolder _definitions = new(
        Path.Combine(SharedData.RepositoryRoot, "pipelines")
    );

    public static double Seconds(string logs, string state, bool writeNormalized)
    {
        using var database = new SqliteDatabase(state);
        var ledger = new SqlLedger(database);
        var pass = new IngestionPass(
            new FolderBlobSource(logs, NullLogger<FolderBlobSource>.Instance),
            new FolderBlobSink(Path.GetDirectoryName(state)!),
            ledger,
            _definitions,
            Options.Create(new IngestionOptions { WriteNormalized = writeNormalized }),
            TimeProvider.System,
            NullLogger<IngestionPass>.Instance
        );
        // The state is open, as it is in a service.
        ledger.CountAsync(CancellationToken.None).GetAwaiter().GetResult();
        var watch = Stopwatch.StartNew();
        var outcome = pass.RunAsync(progress: null, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        watch.Stop();
        if (outcome.RowsDecoded < IngestBenchmark.Rows)
        {
            var entries = ledger
                .EntriesAsync(state: null, limit: 10, CancellationToken.None)
                .GetAwaiter()
                .GetResult();
            throw new InvalidOperationException(
                $"Only {outcome.RowsDecoded} rows were read: {string.Join(' ', entries.Select(e => e.Reason))}"
            );
        }

        return watch.Elapsed.TotalSeconds;
    }
}
