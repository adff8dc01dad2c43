using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Storage.Tests.State;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests.Sqlite;

public sealed class SqliteBackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private StorageOptions Options => new() { State = _folder.At("state.db") };

    private string Copy => _folder.At("copies", "monday.db");

    [Fact]
    public async Task A_copy_taken_in_the_middle_of_a_transaction_holds_what_was_committed_before_it()
    {
        using var database = new SqliteDatabase(Options.State);
        await new SqlLedger(database).CommitAsync(
            Samples.Entry("a"),
            Samples.Training(steps: [1]),
            Cancelled
        );

        await database.WriteAsync(
            async transaction =>
            {
                await new LedgerWriter(transaction).RecordAsync(
                    Samples.Entry("b", state: BlobState.Discovered)
                );
                StateDatabases.BackUp(Options, Copy);
            },
            Cancelled
        );

        using var copy = new SqliteDatabase(Copy);
        Assert.Equal(2, (await new SqlLedger(database).CountAsync(Cancelled)).Seen);
        Assert.Equal(
            new LedgerCounts(0, 0, Committed: 1, 0, 0, 0),
            await new SqlLedger(copy).CountAsync(Cancelled)
        );
    }

    [Fact]
    public void Nothing_is_overwritten_and_nothing_half_done_is_left()
    {
        new SqliteDatabase(Options.State).Dispose();
        File.WriteAllText(Copy, "last week's");

        var refused = Assert.Throws<IOException>(() => StateDatabases.BackUp(Options, Copy));

        Assert.Equal($"{Copy} exists already; name another file.", refused.Message);
        Assert.Equal("last week's", File.ReadAllText(Copy));
        Assert.Equal([Copy], Directory.GetFiles(Path.GetDirectoryName(Copy)!));
    }

    [Fact]
    public void A_file_that_is_no_state_is_refused()
    {
        File.WriteAllText(Options.State, new string('x', 4096));

        var refused = Assert.Throws<IOException>(() => StateDatabases.BackUp(Options, Copy));

        Assert.Equal($"{Options.State} is not a state file; name another one.", refused.Message);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Copy)!));
    }

    [Fact]
    public void Where_there_is_no_state_none_is_made()
    {
        var refused = Assert.Throws<IOException>(() => StateDatabases.BackUp(Options, Copy));

        Assert.StartsWith($"There is no state file {Options.State};", refused.Message);
        Assert.False(File.Exists(Options.State));
    }

    [Fact]
    public void For_postgresql_the_command_of_its_own_tool_is_told()
    {
        var refused = Assert.Throws<IOException>(() =>
            StateDatabases.BackUp(
                new StorageOptions { State = "postgresql://me:secret@db.example.org/state" },
                "monday.dump"
            )
        );

        Assert.Equal(
            "The state is in PostgreSQL; back it up with: pg_dump --format=custom --file=monday.dump postgresql://db.example.org/state",
            refused.Message
        );
    }

    public void Dispose() => _folder.Dispose();
}
