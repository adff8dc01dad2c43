using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.Tests.State;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests.Sqlite;

public sealed class SqliteLedgerTests : LedgerContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteForgetTests : ForgetContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteArrivalOrderTests : ArrivalOrderContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteMonitoringStateTests : MonitoringStateContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteAnalysisRetentionTests : AnalysisRetentionContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteJudgementsTests : JudgementsContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteLedgerLookupTests : LedgerLookupContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteLeasesTests : LeasesContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteProtectionKeysTests : ProtectionKeysContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteRefitRaceTests : RefitRaceContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<Func<StateDatabase>> CreateAsync() => SqliteState.CreateAsync(_folder);

    protected override void Delete() => _folder.Dispose();
}

internal static class SqliteState
{
    public static Task<Func<StateDatabase>> CreateAsync(TemporaryFolder folder) =>
        Task.FromResult<Func<StateDatabase>>(() => new SqliteDatabase(folder.At("state.db")));
}
