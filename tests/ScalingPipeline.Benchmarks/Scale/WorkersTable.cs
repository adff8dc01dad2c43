using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Npgsql;
using ScalingPipeline.Simulation;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Storage.Postgres;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Testing;
using ScalingPipeline.Testing.Faults;

namespace ScalingPipeline.Benchmarks.Scale;

/// <summary>
/// How many logs a second 1, 2 and 4 worker processes take in from one queue and one container into one database, all on this machine; and what one
/// log costs: requests, processor time, bytes of state.
/// </summary>
internal static class WorkersTable
{
    private const int Senders = 8;
    private static readonly int[] _workers = [1, 2, 4];
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);

    public static async Task PrintAsync()
    {
        using var work = new TemporaryFolder();
        await using var azurite = new AzuriteServer();
        await using var postgres = new PostgresServer();
        var logs = work.At("logs");
        SimulatedLadder.Write(
            new SimulationOptions { Domains = [PublishedDomains.Mathematics], SeedsPerSize = 3 },
            logs
        );
        Console.WriteLine(
            $"Workers, Azurite and PostgreSQL share {Environment.ProcessorCount} processors. Ratios are to one worker, in this run."
        );
        var requests = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var cost = await RunAsync(work.At("counted"), logs, azurite, postgres, 1, requests);
        Console.WriteLine(
            $"A log of {cost.Rows / cost.Logs:#,0} rows: {1e3 * cost.Busy / cost.Logs:0.0} ms of a processor, {cost.StateBytes / (double)cost.Logs:#,0} bytes of state, requests: {string.Join(", ", requests.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Value / (double)cost.Logs:0.00} {r.Key}"))}"
        );
        Console.WriteLine(
            $"{"workers", 8}{"logs", 8}{"time", 10}{"logs/s", 9}{"rows/s", 12}{"ratio", 8}{"processor a log", 17}"
        );
        double? first = null;
        foreach (var workers in _workers)
        {
            var run = await RunAsync(
                work.At($"workers-{workers}"),
                logs,
                azurite,
                postgres,
                workers,
                requests: null
            );
            var rate = run.Logs / run.Seconds;
            first ??= rate;
            Console.WriteLine(
                $"{workers, 8}{run.Logs, 8}{run.Seconds, 8:0.0} s{rate, 9:0.0}{run.Rows / run.Seconds, 12:#,0}{rate / first, 8:0.00}{1e3 * run.Busy / run.Logs, 14:0.0} ms"
            );
        }
    }

    /// <param name="requests">Counts the workers' requests by method and service, through a proxy; null: no proxy.</param>
    private static async Task<Measured> RunAsync(
        string data,
        string folder,
        AzuriteServer azurite,
        PostgresServer postgres,
        int workers,
        ConcurrentDictionary<string, int>? requests
    )
    {
        var (logs, output, queue) = (
            await azurite.NewContainerOrSkipAsync(),
            await azurite.NewContainerOrSkipAsync(),
            await azurite.NewQueueOrSkipAsync()
        );
        var container = new BlobContainerClient(
            logs.ConnectionString,
            new Uri(logs.Url).Segments[^1]
        );
        await container.CreateAsync();
        var notices = new QueueClient(queue.ConnectionString, new Uri(queue.Url).Segments[^1]);
        await notices.CreateAsync();
        await using var blobProxy = await FaultProxy.StartAsync(logs.Url);
        await using var queueProxy = await FaultProxy.StartAsync(queue.Url);
        string Through(string text) =>
            requests is null ? text : queueProxy.Through(blobProxy.Through(text));
        var location = await postgres.NewDatabaseOrSkipAsync();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SCALING_PIPELINE_Storage__State"] = location,
            ["SCALING_PIPELINE_Storage__Output"] = Through(output.Url),
            ["SCALING_PIPELINE_Storage__Queue"] = Through(queue.Url),
            ["SCALING_PIPELINE_Storage__ConnectionString"] = Through(queue.ConnectionString),
            // Refits are measured on their own.
            ["SCALING_PIPELINE_Monitoring__Refit__Quiet"] = "01:00:00",
            ["SCALING_PIPELINE_Monitoring__Refit__Longest"] = "01:00:00",
        };
        var names = Names(folder);
        var parts = names.Where(n => n.EndsWith(".parquet", StringComparison.Ordinal)).ToArray();
        var running = new List<WorkerProcess>();
        try
        {
            for (var worker = 0; worker < workers; worker++)
            {
                running.Add(
                    await WorkerProcess.StartAsync(settings, $"{data}-{worker}", Through(logs.Url))
                );
            }

            using var database = new PostgresDatabase(location);
            var ledger = new SqlLedger(database);
            await ForEachAsync(
                names,
                name =>
                    container
                        .GetBlobClient(name)
                        .UploadAsync(Path.Combine(folder, name), overwrite: true)
            );
            await TellAsync(notices, Through(logs.Url), [.. names.Except(parts)]);
            await CommittedAsync(ledger, names.Length - parts.Length);

            Count(blobProxy, "blob", requests);
            Count(queueProxy, "queue", requests);
            var busy = Busy(running);
            var bytes = await SizeAsync(location);
            var watch = Stopwatch.StartNew();
            await TellAsync(notices, Through(logs.Url), parts);
            await CommittedAsync(ledger, names.Length);
            var seconds = watch.Elapsed.TotalSeconds;
            var totals = await ledger.TotalsAsync(
                (await ledger.ContainersAsync(CancellationToken.None)).Single().Name,
                CancellationToken.None
            );
            return new Measured(
                parts.Length,
                totals.Rows,
                seconds,
                Busy(running) - busy,
                await SizeAsync(location) - bytes
            );
        }
        finally
        {
            running.ForEach(worker => worker.Dispose());
        }
    }

    private static string[] Names(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                .Where(name =>
                    name.EndsWith(".parquet", StringComparison.Ordinal)
                    || name.EndsWith("run.json", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal),
        ];

    private static void Count(
        FaultProxy proxy,
        string service,
        ConcurrentDictionary<string, int>? requests
    )
    {
        proxy.Plan = request =>
        {
            requests?.AddOrUpdate($"{request.Method} {service}", 1, (_, before) => before + 1);
            return FaultKind.None;
        };
    }

    /// <summary>An event for each name, as Event Grid writes it.</summary>
    private static Task TellAsync(QueueClient queue, string container, string[] names) =>
        ForEachAsync(
            names,
            name =>
                queue.SendMessageAsync(
                    JsonSerializer.Serialize(
                        new
                        {
                            specversion = "1.0",
                            id = Guid.NewGuid(),
                            source = "/subscriptions/x",
                            type = "Microsoft.Storage.BlobCreated",
                            subject = $"/blobServices/default/containers/logs/blobs/{name}",
                            data = new { api = "PutBlob", url = $"{container}/{name}" },
                        }
                    )
                )
        );

    private static Task ForEachAsync(string[] names, Func<string, Task> work) =>
        Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = Senders },
            async (name, _) => await work(name)
        );

    private static async Task CommittedAsync(SqlLedger ledger, int logs)
    {
        using var look = new PeriodicTimer(_look);
        while ((await ledger.CountAsync(CancellationToken.None)).Committed < logs)
        {
            await look.WaitForNextTickAsync();
        }
    }

    private static double Busy(IEnumerable<WorkerProcess> workers) =>
        workers.Sum(worker => worker.Busy.TotalSeconds);

    private static async Task<long> SizeAsync(string location)
    {
        await using var connection = new NpgsqlConnection(location);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pg_database_size(current_database())",
            connection
        );
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed record Measured(
        int Logs,
        long Rows,
        double Seconds,
        double Busy,
        long StateBytes
    );
}
