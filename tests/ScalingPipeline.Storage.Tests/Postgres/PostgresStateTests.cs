using ScalingPipeline.Storage.Postgres;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.Tests.State;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests.Postgres;

public sealed class PostgresLedgerTests(PostgresServer server) : LedgerContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

public sealed class PostgresForgetTests(PostgresServer server) : ForgetContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

public sealed class PostgresArrivalOrderTests(PostgresServer server) : ArrivalOrderContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

public sealed class PostgresMonitoringStateTests(PostgresServer server) : MonitoringStateContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

public sealed class PostgresLedgerLookupTests(PostgresServer server) : LedgerLookupContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

public sealed class PostgresAnalysisRetentionTests(PostgresServer server)
    : AnalysisRetentionContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

public sealed class PostgresJudgementsTests(PostgresServer server) : JudgementsContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

public sealed class PostgresLeasesTests(PostgresServer server) : LeasesContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

public sealed class PostgresProtectionKeysTests(PostgresServer server) : ProtectionKeysContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

public sealed class PostgresRefitRaceTests(PostgresServer server) : RefitRaceContract
{
    protected override Task<Func<StateDatabase>> CreateAsync() => PostgresState.CreateAsync(server);
}

internal static class PostgresState
{
    /// <summary>Opens a new empty database as often as asked; skips where there is no server.</summary>
    public static async Task<Func<StateDatabase>> CreateAsync(PostgresServer server)
    {
        var location = await server.NewDatabaseOrSkipAsync();
        return () => new PostgresDatabase($"{location};Maximum Pool Size=8");
    }
}
