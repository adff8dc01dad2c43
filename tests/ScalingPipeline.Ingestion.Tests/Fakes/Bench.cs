using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Ingestion.Tests.Fakes;

/// <summary>Ingestion set up on memory, with one definition of the domain <c>toy</c>.</summary>
internal sealed class Bench : IDefinitions
{
    public const string Toy = """
        version: 1
        domain: toy
        reference_context: 8
        metadata: "**/toy/{run}/run.json"
        training:
          path: "**/toy/{run}/train/{part}.parquet"
        evaluations:
          - set: held-out
            path: "**/toy/{run}/eval/step-{step}.parquet"
        """;

    private readonly IngestionPass _pass;
    private readonly NoticeIntake _notices;
    private readonly QueueScan _scan;

    public Bench(Action<IngestionOptions>? configure = null)
    {
        var options = new IngestionOptions { RetryDelay = TimeSpan.FromMilliseconds(1) };
        configure?.Invoke(options);
        _pass = new IngestionPass(
            Blobs,
            Blobs,
            Ledger,
            this,
            Options.Create(options),
            Time,
            NullLogger<IngestionPass>.Instance
        );
        _notices = new NoticeIntake(
            Blobs,
            Blobs,
            Ledger,
            this,
            Options.Create(options),
            Time,
            NullLogger<NoticeIntake>.Instance
        );
        _scan = new QueueScan(
            Blobs,
            Ledger,
            Queue,
            this,
            Options.Create(options),
            Time,
            NullLogger<QueueScan>.Instance
        );
    }

    public MemoryQueue Queue { get; } = new();

    public MemoryContainer Blobs { get; } = new();

    public MemoryLedger Ledger { get; } = new();

    public ManualTime Time { get; } = new();

    public IngestionPass IngestionPass => _pass;

    public QueueScan QueueScan => _scan;

    public DefinitionSet Definitions { get; set; } = DefinitionSet.Read([("toy.yaml", Toy)]);

    public DefinitionSet Current() => Definitions;

    public async Task<PassOutcome> PassAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(5));
        return await _pass.RunAsync(null, TestContext.Current.CancellationToken);
    }

    /// <summary>The pass of the service that watches, which may have been interrupted before.</summary>
    public Task<bool> LookAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(5));
        return _pass.LookAsync(TestContext.Current.CancellationToken);
    }

    public Task<LedgerCounts> CountAsync() =>
        Ledger.CountAsync(TestContext.Current.CancellationToken);

    public Task<ContainerTotals> TotalsAsync() =>
        Ledger.TotalsAsync(Blobs.Container, TestContext.Current.CancellationToken);

    /// <summary>One notice, as an event brings it; what it leads to is sent to the queue.</summary>
    /// <returns>Whether the notice is done with.</returns>
    public async Task<bool> NoticeAsync(string name)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var cancelled = TestContext.Current.CancellationToken;
        var outcome = await _notices.TakeInAsync(new BlobNotice(name), cancelled);
        await Queue.SendAsync(outcome.Next, cancelled);
        return outcome.IsDecided;
    }

    /// <summary>A reconciling scan, which sends what it finds to the queue.</summary>
    public async Task<long> ScanAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(5));
        return await _scan.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Works the queue off.</summary>
    public async Task DrainAsync()
    {
        while (Queue.Waiting.TryDequeue(out var notice))
        {
            await NoticeAsync(notice.Name);
        }
    }

    public (BlobState State, string? Reason) Fate(string name)
    {
        var entry = Ledger.Newest(name);
        return (entry.State, entry.Reason);
    }

    public EvaluationContribution Evaluation(long step) =>
        Ledger
            .Contributions()
            .OfType<EvaluationContribution>()
            .Single(c => c.Checkpoint.Step == step);

    /// <summary>Uploads one evaluation of a declared run, passes, and tells what became of it.</summary>
    public async Task<(BlobState State, string? Reason)> FateOfEvaluationAsync(byte[] file)
    {
        Blobs.Upload("toy/r/run.json", LogFiles.Declaration("r"));
        Blobs.Upload("toy/r/eval/step-20.parquet", file);
        await PassAsync();
        return Fate("toy/r/eval/step-20.parquet");
    }
}
