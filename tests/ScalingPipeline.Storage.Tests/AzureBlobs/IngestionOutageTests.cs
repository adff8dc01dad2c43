using System.Text;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Storage.AzureBlobs;
using ScalingPipeline.Storage.Blobs;
using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Storage.Tests.Blobs;
using ScalingPipeline.Testing;
using ScalingPipeline.Testing.Faults;

namespace ScalingPipeline.Storage.Tests.AzureBlobs;

/// <summary>Ingestion on a real Azurite that can be listed and not be read.</summary>
public sealed class IngestionOutageTests(AzuriteServer azurite) : IAsyncLifetime, IDefinitions
{
    private const string Definition = """
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

    private const string Declaration = "toy/a/run.json";

    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new();
    private readonly IngestionOptions _options = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };
    private FaultProxy? _proxy;
    private BlobStore? _store;
    private SqlLedger? _ledger;
    private IngestionPass? _pass;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public DefinitionSet Current() => DefinitionSet.Read([("toy.yaml", Definition)]);

    public async ValueTask InitializeAsync()
    {
        var container = await azurite.NewContainerOrSkipAsync();
        await new BlobContainerClient(
            container.ConnectionString,
            new Uri(container.Url).Segments[^1]
        ).CreateAsync(cancellationToken: Cancelled);
        _proxy = await FaultProxy.StartAsync(container.Url);
        var store = BlobStores.Open(
            _proxy.Through(container.Url),
            _proxy.Through(container.ConnectionString)
        );
        await store.WriteAsync(
            Declaration,
            Encoding.UTF8.GetBytes(
                """
                { "run_id": "a", "domain": "toy", "architecture": "transformer", "n_params": 3072, "n_ctx": 8,
                  "tokens_per_step": 100, "total_steps": 20, "loss_unit": "nats" }
                """
            )
        );
        _ledger = new SqlLedger(new SqliteDatabase(_folder.At("state.db")));
        _store = store;
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_request_of_a_blob_is_sent_as_often_as_the_client_times_ingestion_try_it()
    {
        var reads = 0;
        _proxy!.Plan = request =>
        {
            var isRead = IsRead(request);
            reads += isRead ? 1 : 0;
            return isRead ? FaultKind.ServerBusy : FaultKind.None;
        };

        await PassAsync();

        Assert.Equal(AzureClients.Attempts * (1 + _options.Retries), reads);
        Assert.Equal(12, reads);
    }

    [Fact]
    public async Task An_outage_holds_nothing_against_a_blob_which_is_read_when_it_ends()
    {
        _proxy!.Plan = request => IsRead(request) ? FaultKind.Reset : FaultKind.None;
        _options.Retries = 0;
        for (var pass = 0; pass < 2 * _options.Attempts; pass++)
        {
            await PassAsync();
            _clock.Advance(TimeSpan.FromMinutes(6));
        }

        var (state, reason, attempts) = await FateAsync();
        Assert.Equal((BlobState.InProgress, 0), (state, attempts));
        Assert.Contains("the storage cannot be reached", reason, StringComparison.Ordinal);

        _proxy.Plan = FaultPlans.None;
        await PassAsync();
        Assert.Equal(BlobState.Committed, (await FateAsync()).State);
    }

    private static bool IsRead(ProxiedRequest request) =>
        request.Method is "GET" && !request.Target.Contains("comp=list", StringComparison.Ordinal);

    private Task<PassOutcome> PassAsync()
    {
        _pass ??= new IngestionPass(
            _store!.Source,
            _store.Sink,
            _ledger!,
            this,
            Options.Create(_options),
            _clock,
            NullLogger<IngestionPass>.Instance
        );
        return _pass.RunAsync(progress: null, Cancelled);
    }

    private async Task<(BlobState State, string? Reason, int Attempts)> FateAsync()
    {
        var newest = await _ledger!.NewestAsync(_pass!.Container, [Declaration], Cancelled);
        var entry = newest[Declaration];
        return (entry.State, entry.Reason, entry.Attempts);
    }

    /// <summary>Stands until it is moved.</summary>
    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
