using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.Tests.State;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests.Sqlite;

public sealed class SqliteLedgerTests : LedgerContract
{
    private readonly TemporaryFolder _folder = new();

    protected override StateDatabase Open() => new SqliteDatabase(_folder.At("state.db"));

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteArrivalOrderTests : ArrivalOrderContract
{
    private readonly TemporaryFolder _folder = new();

    protected override StateDatabase Open() => new SqliteDatabase(_folder.At("state.db"));

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteMonitoringStateTests : MonitoringStateContract
{
    private readonly TemporaryFolder _folder = new();

    protected override StateDatabase Open() => new SqliteDatabase(_folder.At("state.db"));

    protected override void Delete() => _folder.Dispose();
}

public sealed class SqliteLedgerLookupTests : LedgerLookupContract
{
    private readonly TemporaryFolder _folder = new();

    protected override StateDatabase Open() => new SqliteDatabase(_folder.At("state.db"));

    protected override void Delete() => _folder.Dispose();
}
