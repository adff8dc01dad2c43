using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Simulation;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Testing;
using ScalingPipeline.Testing.Faults;

namespace ScalingPipeline.Chaos;

/// <summary>
/// Many workers on one container, one queue and one state, while everything goes wrong that can; then one worker in peace. What must come of it is
/// what one pass over the same logs gives: every blob accounted for, nothing lost, nothing twice, the laws the same to the last byte.
/// </summary>
public sealed class ChaosRun(ChaosOptions options, string work, AzuriteServer azurite, string state)
{
    private static readonly TimeSpan _tend = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _scans = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _betweenArrivals = TimeSpan.FromMilliseconds(40);

    private const int LooksForBoundaries = 150;
    private const int LooksBetweenOverwrites = 10;

    /// <summary>Logs that arrive before the disk is free again.</summary>
    private const int ArrivalsDisturbed = 25;

    private readonly Random _random = new(options.Seed);

    public Tally Tally { get; } = new();

    /// <summary>Runs it.</summary>
    /// <param name="disturb">Does, every now and then, what else goes wrong, such as restarting the database; null: nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ChaosOutcome> RunAsync(
        Func<Task>? disturb,
        CancellationToken cancellationToken
    )
    {
        var source = Path.Combine(work, "source");
        var expected = await InPeaceAsync(source);
        var arrivals = ArrivalPlan.Of(source, _random);

        var (logs, output, queue) = (
            await azurite.NewContainerOrSkipAsync(),
            await azurite.NewContainerOrSkipAsync(),
            await azurite.NewQueueOrSkipAsync()
        );
        await using var blobProxy = await FaultProxy.StartAsync(logs.Url);
        await using var queueProxy = await FaultProxy.StartAsync(queue.Url);
        string Through(string text) => queueProxy.Through(blobProxy.Through(text));
        var container = new BlobContainerClient(
            logs.ConnectionString,
            new Uri(logs.Url).Segments[^1]
        );
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var notices = new QueueClient(queue.ConnectionString, new Uri(queue.Url).Segments[^1]);
        await notices.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

        var settings = Settings(
            Through(output.Url),
            Through(queue.Url),
            Through(queue.ConnectionString)
        );
        string[] arguments = ["--logs", Through(logs.Url)];
        var events = new Events(notices, Through(logs.Url), _random, Tally);
        var clocks = new Clocks(work, _random, Tally);
        using (var disk = new SmallDisk($"{work}/disk", Tally))
        using (
            var fleet = new Fleet(
                options.Workers,
                place => With(settings, disk.Path, clocks.SettingsOf(place)),
                arguments,
                _random,
                Tally
            )
        )
        {
            var plan = FaultPlans.Seeded(options.Seed, options.FaultyRequests);
            (blobProxy.Plan, queueProxy.Plan) = (plan, plan);
            await ArriveAsync(
                arrivals,
                new Dropper(container, events, Tally),
                fleet,
                async () =>
                {
                    await fleet.KillOneAsync();
                    clocks.Jump(_random.Next(options.Workers));
                    disk.Fill();
                    await (disturb?.Invoke() ?? Task.CompletedTask);
                },
                disk.Free,
                cancellationToken
            );
            await events.FlushAsync();
            (blobProxy.Plan, queueProxy.Plan) = (FaultPlans.None, FaultPlans.None);
            await fleet.KillAllAsync();
        }

        foreach (var kind in FaultPlans.Kinds)
        {
            Tally.Add($"storage: {kind}", blobProxy.Counts[kind] + queueProxy.Counts[kind]);
        }

        var last = With(settings, Directory.CreateDirectory($"{work}/last").FullName, []);
        using var worker = new Worker(last, [.. arguments, "--data", $"{work}/last"], killAt: null);
        var (files, status) = await SettledAsync(worker, cancellationToken);
        var exitCode = await worker.StopAsync();
        var reconciled = await Cli.OutputAsync(
            last,
            "reconcile",
            Through(logs.Url),
            "--data",
            $"{work}/last",
            "--json"
        );
        return new ChaosOutcome
        {
            Expected = expected,
            Actual = await SaidAsync(last, $"{work}/last", files),
            Reconciled = JsonNode.Parse(reconciled)!,
            Files = files,
            Status = status,
            Blobs = await CountAsync(container, cancellationToken),
            LastExitCode = exitCode,
        };
    }

    /// <summary>What one pass over the same logs in a folder gives.</summary>
    private async Task<Said> InPeaceAsync(string source)
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        SimulatedLadder.Write(
            new SimulationOptions
            {
                Domains = [.. options.Domains.Select(SimulatedDomain.Named)],
                Steps = options.Steps,
                Faults = [FaultCatalogue.Named("learning-rate-too-high")],
                Seed = options.Seed,
            },
            source
        );
        var data = Path.Combine(work, "peace");
        var ingested = await Cli.OutputAsync(none, "ingest", source, "--data", data, "--json");
        await Cli.OutputAsync(none, "refit", "--data", data);
        return await SaidAsync(none, data, JsonNode.Parse(ingested)!["files"]!);
    }

    /// <summary>Alerts that hold today against the days before, or look at when logs came: clocks that jump decide what that is.</summary>
    private static readonly string[] _ofTheClock =
    [
        AlertCodes.LawMoved,
        AlertCodes.OptimalSizeMoved,
        AlertCodes.StalledJob,
    ];

    private static async Task<Said> SaidAsync(
        IReadOnlyDictionary<string, string> environment,
        string data,
        JsonNode files
    )
    {
        var laws = await Cli.OutputAsync(environment, "laws", "--data", data, "--json");
        var alerts = await Cli.OutputAsync(environment, "alerts", "--data", data, "--json");
        return new Said(
            (long)files["committed"]!,
            laws,
            [
                .. JsonNode
                    .Parse(alerts)!
                    .AsArray()
                    .Where(a => (int)a!["clearedEvaluations"]! == 0)
                    .Where(a => !_ofTheClock.Contains((string)a!["code"]!, StringComparer.Ordinal))
                    .Select(a => $"{a!["code"]} {a["run"]}")
                    .Order(StringComparer.Ordinal),
            ]
        );
    }

    private async Task ArriveAsync(
        IReadOnlyList<Arrival> arrivals,
        Dropper dropper,
        Fleet fleet,
        Func<Task> disturb,
        Action calm,
        CancellationToken cancellationToken
    )
    {
        var kills = Enumerable
            .Range(1, options.RandomKills)
            .Select(k => k * arrivals.Count / (options.RandomKills + 1))
            .ToHashSet();
        await UpAsync(fleet, cancellationToken);
        using var pace = new PeriodicTimer(_betweenArrivals);
        for (var arrival = 0; arrival < arrivals.Count; arrival++)
        {
            await pace.WaitForNextTickAsync(cancellationToken);
            fleet.Tend();
            await dropper.DropAsync(arrivals[arrival]);
            if (kills.Contains(arrival))
            {
                // However long a start takes: what is not up cannot be disturbed.
                await UpAsync(fleet, cancellationToken);
                await disturb();
            }
            else if (kills.Contains(arrival - ArrivalsDisturbed))
            {
                calm();
            }
        }

        calm();

        // Workers go on dying until one has died at every boundary. Once all is read none comes by itself: a log that is overwritten, and then is as it was, brings more.
        var whole = arrivals
            .OfType<Arrival.Upload>()
            .Where(a => a.Kind.Length == 0 && a.Name.EndsWith(".parquet", StringComparison.Ordinal))
            .ToArray();
        for (var look = 0; fleet.BoundariesLeft > 0 && look < LooksForBoundaries; look++)
        {
            await UpAsync(fleet, cancellationToken);
            if (look % LooksBetweenOverwrites == 0)
            {
                var upload = whole[_random.Next(whole.Length)];
                await dropper.DropAsync(upload with { Content = upload.Content[..^1] });
                await dropper.DropAsync(upload);
            }
        }
    }

    /// <summary>Starts workers, again and again should they die, until all are up.</summary>
    private static async Task UpAsync(Fleet fleet, CancellationToken cancellationToken)
    {
        using var tend = new PeriodicTimer(_tend);
        do
        {
            fleet.Tend();
            await tend.WaitForNextTickAsync(cancellationToken);
        } while (!fleet.IsUp);
    }

    /// <summary>What the ledger and the status say once the worker has come to rest, or when it does not.</summary>
    private static async Task<(JsonNode Files, JsonNode Status)> SettledAsync(
        Worker worker,
        CancellationToken cancellationToken
    )
    {
        using var http = new HttpClient
        {
            BaseAddress = await worker.Page.WaitAsync(cancellationToken),
        };
        using var look = new PeriodicTimer(_tend);
        var (quiet, looks) = (0, 0);
        JsonNode files;
        JsonNode status;
        do
        {
            await look.WaitForNextTickAsync(cancellationToken);
            files = JsonNode.Parse(await http.GetStringAsync("/api/v1/ledger", cancellationToken))![
                "files"
            ]!;
            status = JsonNode.Parse(
                await http.GetStringAsync("/api/v1/status", cancellationToken)
            )!;
            var isQuiet =
                (long)files["inProgress"]! == 0
                && (long)files["quarantined"]! == 0
                && (long)status["changedDomains"]! == 0
                && (long)status["waitingMessages"]! == 0;
            quiet = isQuiet ? quiet + 1 : 0;
        } while (quiet < _looks && ++looks < MostLooks);

        return (files, status);
    }

    // Longer than the interval of scans, and than the lease of a worker that was killed while it scanned: one has looked at everything since.
    private static readonly int _looks = (int)((LeasedSections.Duration + 2 * _scans) / _tend);

    // About five minutes: whatever has not come to rest by then never will.
    private const int MostLooks = 1500;

    private Dictionary<string, string> Settings(
        string output,
        string queue,
        string connectionString
    ) =>
        new(StringComparer.Ordinal)
        {
            ["SCALING_PIPELINE_Storage__State"] = state,
            ["SCALING_PIPELINE_Storage__Output"] = output,
            ["SCALING_PIPELINE_Storage__Queue"] = queue,
            ["SCALING_PIPELINE_Storage__ConnectionString"] = connectionString,
            ["SCALING_PIPELINE_Ingestion__Queue__HiddenFor"] = "00:00:03",
            ["SCALING_PIPELINE_Ingestion__Queue__LookEvery"] = "00:00:00.500",
            ["SCALING_PIPELINE_Ingestion__Watch__IntervalWithQueue"] = _scans.ToString(),
            ["SCALING_PIPELINE_Ingestion__RestAfterFailures"] = "00:00:01",
            ["SCALING_PIPELINE_Monitoring__Refit__Quiet"] = "00:00:00.200",
            ["SCALING_PIPELINE_Monitoring__Delivery__Backoff"] = "00:00:01",
            ["SCALING_PIPELINE_Monitoring__Delivery__LongestBackoff"] = "00:00:02",
            ["SCALING_PIPELINE_Monitoring__Delivery__Poll"] = "00:00:00.200",
        };

    private static Dictionary<string, string> With(
        Dictionary<string, string> settings,
        string temporary,
        IEnumerable<KeyValuePair<string, string>> others
    ) => new(settings.Concat(others), StringComparer.Ordinal) { ["TMPDIR"] = temporary };

    private static async Task<int> CountAsync(
        BlobContainerClient container,
        CancellationToken cancellationToken
    )
    {
        var count = 0;
        await foreach (var _ in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            count++;
        }

        return count;
    }
}
