using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.State.Leases;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Storage.State.Monitoring;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>The ground of the contracts of the state: one empty database, opened as often as a test wants.</summary>
public abstract class StateContract : IAsyncLifetime
{
    private readonly List<StateDatabase> _opened = [];
    private Func<StateDatabase> _open = null!;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected StateDatabase Database { get; private set; } = null!;

    protected ILedger Ledger => new SqlLedger(Database);

    protected IMonitoringState Monitoring => new SqlMonitoringState(Database);

    protected ILeases Leases { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _open = await CreateAsync();
        Database = Opened();
        Leases = new SqlLeases(Database);
    }

    /// <summary>Opens the database again, as another process would.</summary>
    protected StateDatabase Opened()
    {
        var database = _open();
        _opened.Add(database);
        return database;
    }

    /// <summary>Stores a refit as its process does: under the lease of its domain.</summary>
    protected async Task SaveAsync(RefitOutcome outcome) =>
        await Monitoring.SaveAsync(
            outcome,
            (
                await Leases.TryTakeAsync(
                    $"refit:{outcome.Analysis.Domain}",
                    TimeSpan.FromHours(1),
                    Cancelled
                )
            )!,
            Cancelled
        );

    /// <summary>Makes a new empty database.</summary>
    /// <returns>Opens it.</returns>
    protected abstract Task<Func<StateDatabase>> CreateAsync();

    /// <summary>Deletes the database, after every opened one was closed.</summary>
    protected virtual void Delete() { }

    public ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
        {
            database.Dispose();
        }

        Delete();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
