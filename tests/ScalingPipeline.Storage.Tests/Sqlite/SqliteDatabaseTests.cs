using Microsoft.Data.Sqlite;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State.Leases;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Storage.State.Monitoring;
using ScalingPipeline.Storage.Tests.State;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests.Sqlite;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string StateFile => Path.Combine(_folder.Path, "deep", "state.db");

    [Fact]
    public async Task What_was_committed_is_there_after_a_restart()
    {
        using (var first = new SqliteDatabase(StateFile))
        {
            await new SqlLedger(first).CommitAsync(
                Samples.Entry("a"),
                Samples.Training(steps: [1]),
                Cancelled
            );
        }

        using var second = new SqliteDatabase(StateFile);

        Assert.Equal(1, (await new SqlLedger(second).CountAsync(Cancelled)).Committed);
    }

    [Fact]
    public async Task A_transaction_that_is_not_committed_leaves_nothing()
    {
        using var database = new SqliteDatabase(StateFile);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.WriteAsync(
                async transaction =>
                {
                    var writer = new LedgerWriter(transaction);
                    await writer.RecordAsync(
                        Samples.Entry("a") with
                        {
                            State = Ingestion.Ledger.BlobState.Foreign,
                        }
                    );
                    throw new InvalidOperationException("the process died here");
                },
                Cancelled
            )
        );

        Assert.Equal(0, (await new SqlLedger(database).CountAsync(Cancelled)).Seen);
    }

    [Fact]
    public async Task A_refit_that_cannot_be_stored_whole_is_not_stored_at_all()
    {
        using var database = new SqliteDatabase(StateFile);
        var state = new SqlMonitoringState(database);
        var lease = await LeaseAsync(database);
        var broken = AnalysisSamples.Message("m") with { Sink = null! };

        await Assert.ThrowsAsync<IOException>(() =>
            state.SaveAsync(
                AnalysisSamples.Outcome(
                    AnalysisSamples.Analysis(),
                    alerts: [AnalysisSamples.Alert("a")],
                    messages: [broken]
                ),
                lease,
                Cancelled
            )
        );

        Assert.Empty(await state.AnalysesAsync(null, Cancelled));
        Assert.Empty(await state.AlertsAsync(includeResolved: true, Cancelled));
    }

    [Fact]
    public void A_state_file_of_a_newer_version_is_refused()
    {
        new SqliteDatabase(StateFile).Dispose();
        Execute("INSERT INTO schema_version (version) VALUES (99)");

        var refused = Assert.Throws<IOException>(() => new SqliteDatabase(StateFile));

        Assert.Equal(
            $"The state file {StateFile} was written by a newer version (schema 99; this one knows 5): run that version, or name another one.",
            refused.Message
        );
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_and_left_alone()
    {
        var path = _folder.At("notes.txt");
        var text = string.Concat(Enumerable.Repeat("these are notes\n", 100));
        File.WriteAllText(path, text);

        var refused = Assert.Throws<IOException>(() => new SqliteDatabase(path));

        Assert.Equal($"{path} is not a state file; name another one.", refused.Message);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public async Task A_commit_survives_the_end_of_the_process_in_the_write_ahead_log()
    {
        using var database = new SqliteDatabase(StateFile);

        var settings = await database.ReadAsync(
            async transaction =>
                (
                    await transaction.FirstOrDefaultAsync<string>("PRAGMA journal_mode"),
                    await transaction.FirstOrDefaultAsync<long>("PRAGMA synchronous"),
                    await transaction.FirstOrDefaultAsync<long>("PRAGMA foreign_keys")
                ),
            Cancelled
        );

        // synchronous 1 is NORMAL: the log is synced at checkpoints, so that only a power cut can undo whole commits, never half of one.
        Assert.Equal(("wal", 1L, 1L), settings);
    }

    [Fact]
    public async Task An_analysis_that_this_version_cannot_read_is_left_out()
    {
        using var database = new SqliteDatabase(StateFile);
        var state = new SqlMonitoringState(database);
        await state.SaveAsync(
            AnalysisSamples.Outcome(AnalysisSamples.Analysis()),
            await LeaseAsync(database),
            Cancelled
        );
        await database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    "UPDATE analysis_content SET content = @content",
                    new { content = StoredJson.Compress("""{"domain":"text"}"""u8.ToArray()) }
                ),
            Cancelled
        );

        Assert.Empty(await state.AnalysesAsync(null, Cancelled));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<Lease> LeaseAsync(SqliteDatabase database) =>
        (
            await new SqlLeases(database).TryTakeAsync(
                "refit:text",
                TimeSpan.FromHours(1),
                Cancelled
            )
        )!;

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={StateFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
