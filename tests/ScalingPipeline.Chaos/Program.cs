using System.CommandLine;
using System.Diagnostics;
using ScalingPipeline.Chaos;
using ScalingPipeline.Testing;

const string Sqlite = "sqlite";
const string Postgres = "postgres";
var workers = new Option<int>("--workers")
{
    DefaultValueFactory = _ => 4,
    Description = "Worker processes at a time",
};
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
var domains = new Option<string[]>("--domains")
{
    DefaultValueFactory = _ => ["math", "language"],
    AllowMultipleArgumentsPerToken = true,
    Description = "Domains whose simulated logs are dropped",
};
var kills = new Option<int>("--kills")
{
    DefaultValueFactory = _ => 20,
    Description = "Processes killed at random, besides one at each commit boundary",
};
var state = new Option<string>("--state")
{
    DefaultValueFactory = _ => Sqlite,
    Description =
        "Where the workers share their state; a database server crashes at each random kill",
};
state.AcceptOnlyFromAmong(Sqlite, Postgres);
var command = new RootCommand(
    "Runs workers while everything goes wrong that can, and compares what comes of it with a run in peace."
)
{
    workers,
    seed,
    domains,
    kills,
    state,
};
command.SetAction(
    async (parsed, cancellationToken) =>
    {
        using var work = new TemporaryFolder();
        await using var azurite = new AzuriteServer();
        var options = new ChaosOptions
        {
            Workers = parsed.GetValue(workers),
            Seed = parsed.GetValue(seed),
            Domains = parsed.GetValue(domains)!,
            RandomKills = parsed.GetValue(kills),
        };
        await using var postgres = new PostgresServer();
        var onPostgres = parsed.GetValue(state) == Postgres;
        var run = new ChaosRun(
            options,
            work.Path,
            azurite,
            onPostgres ? await postgres.NewDatabaseOrSkipAsync() : work.At("state", "state.db")
        );
        var watch = Stopwatch.StartNew();
        var outcome = await run.RunAsync(
            onPostgres ? DatabaseCrash.Of(postgres, run.Tally) : null,
            cancellationToken
        );
        foreach (var (kind, count) in run.Tally.All)
        {
            Console.WriteLine($"{count, 8:#,0}  {kind}");
        }

        Console.WriteLine(
            $"{options.Workers} workers on {parsed.GetValue(state)}, {watch.Elapsed.TotalSeconds:0} s; {outcome.Blobs} blobs in storage; ledger {outcome.Files.ToJsonString()}"
        );
        var broken = outcome.Broken.ToList();
        broken.ForEach(Console.WriteLine);
        Console.WriteLine(
            broken.Count == 0
                ? "Nothing lost, nothing twice, the same laws to the last byte."
                : "BROKEN"
        );
        return broken.Count == 0 ? 0 : 1;
    }
);
return await command.Parse(args).InvokeAsync();
