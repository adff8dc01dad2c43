using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Storage.State.Monitoring;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>The ground of the contracts of the state: one empty database, opened as often as a test wants.</summary>
public abstract class StateContract : IDisposable
{
    private readonly List<StateDatabase> _opened = [];
    private StateDatabase? _database;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected StateDatabase Database => _database ??= Opened();

    protected ILedger Ledger => new SqlLedger(Database);

    protected IMonitoringState Monitoring => new SqlMonitoringState(Database);

    /// <summary>Opens the database again, as another process would.</summary>
    protected StateDatabase Opened()
    {
        var database = Open();
        _opened.Add(database);
        return database;
    }

    protected abstract StateDatabase Open();

    /// <summary>Deletes the database, after every opened one was closed.</summary>
    protected abstract void Delete();

    public void Dispose()
    {
        foreach (var database in _opened)
        {
            database.Dispose();
        }

        Delete();
        GC.SuppressFinalize(this);
    }
}
