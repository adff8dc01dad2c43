using ScalingPipeline.Chaos;
using ScalingPipeline.Ingestion.Durability;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>Two workers, and whatever goes wrong: nothing is lost, nothing counted twice, and the laws are those of one pass in peace.</summary>
public abstract class ChaosTests : IAsyncDisposable
{
    private readonly AzuriteServer _azurite = new();

    private protected TemporaryFolder Folder { get; } = new();

    public virtual async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected ChaosRun Run(string state) =>
        new(
            new ChaosOptions
            {
                RandomKills = 2,
                Steps = [512, 1024],
                Seed = 20261129,
            },
            Folder.Path,
            _azurite,
            state
        );
}

public sealed class ChaosOnSqliteTests : ChaosTests
{
    /// <summary>All but those of messages: there may be no alert to tell of.</summary>
    private static readonly IEnumerable<string> _always = CommitBoundary.All.Except([
        CommitBoundary.MessageTaken,
        CommitBoundary.MessageCompleted,
    ]);

    [Fact]
    public async Task Whatever_goes_wrong_two_workers_lose_nothing_count_nothing_twice_and_fit_the_same_laws()
    {
        var run = Run(Folder.At("state", "state.db"));

        var outcome = await run.RunAsync(disturb: null, TestContext.Current.CancellationToken);

        Assert.Equal([], outcome.Broken);
        Assert.All(_always, boundary => Assert.True(run.Tally.KillsAt(boundary) > 0, boundary));
        Assert.Equal(Clocks.CanJump, run.Tally.ClockJumps > 0);
    }
}

public sealed class ChaosOnPostgresTests : ChaosTests
{
    private readonly PostgresServer _postgres = new();

    [Fact]
    public async Task Nor_do_they_on_a_database_server_that_crashes_meanwhile()
    {
        var run = Run(await _postgres.NewDatabaseOrSkipAsync());

        var outcome = await run.RunAsync(
            DatabaseCrash.Of(_postgres, run.Tally),
            TestContext.Current.CancellationToken
        );

        Assert.Equal([], outcome.Broken);
        Assert.True(run.Tally[DatabaseCrash.Kind] > 0);
    }

    public override async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
