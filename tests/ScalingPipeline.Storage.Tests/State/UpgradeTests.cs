using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Storage.Postgres;
using ScalingPipeline.Storage.Sqlite;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.State.Leases;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Storage.State.Monitoring;
using ScalingPipeline.Testing;
using static ScalingPipeline.Storage.Tests.State.AnalysisSamples;
using static ScalingPipeline.Storage.Tests.State.Samples;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>A state that an earlier version left behind is brought up to date: nothing of it is lost, and all of it can be used.</summary>
public sealed class UpgradeTests(PostgresServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Fixtures =>
        [
            .. Directory
                .GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "*.sql")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task The_state_of_an_earlier_version_is_there_and_goes_on(string fixture)
    {
        using var database = await OpenAsync(fixture);
        var ledger = new SqlLedger(database);
        var monitoring = new SqlMonitoringState(database);

        Assert.Equal(new LedgerCounts(0, 1, 3, 1, 0, 1), await ledger.CountAsync(Cancelled));
        var declaration = await ledger.DeclarationAsync("text", "run-1", Cancelled);
        Assert.Equal(77, declaration?.Metadata.Parameters);
        var (version, contributions) = await monitoring.ContributionsAsync("text", Cancelled);
        Assert.Equal(4, version);
        Assert.Equal(
            ["evaluation/validation/100", "metadata", "training"],
            contributions.Select(c => c.Contribution.Group)
        );
        Assert.Equal([("text", 4L)], await ChangedAsync(monitoring));
        var stored = Assert.Single(await monitoring.AnalysesAsync(null, Cancelled));
        Assert.Equal(StoredJson.Write(Analysis()), StoredJson.Write(stored.Analysis));
        Assert.Equal(
            [Alert("alert-2", AlertStatus.Resolved, 1), Alert("alert-1")],
            await monitoring.AlertsAsync(includeResolved: true, Cancelled)
        );
        Assert.Equal(
            [Message("waiting", 2)],
            await monitoring.DueMessagesAsync(
                "webhook",
                Time.AddDays(1),
                LongestWait,
                10,
                Cancelled
            )
        );

        await ledger.CommitAsync(Entry("run-1/train.parquet", 3), Training(steps: [1]), Cancelled);
        Assert.Equal([("text", 5L)], await ChangedAsync(monitoring));
        var lease = (
            await new SqlLeases(database).TryTakeAsync(
                "refit:text",
                TimeSpan.FromHours(1),
                Cancelled
            )
        )!;
        await monitoring.SaveAsync(Outcome(Analysis(), version: 5), lease, Cancelled);
        Assert.Empty(await monitoring.ChangedAsync(Cancelled));
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task A_night_that_an_earlier_version_claimed_is_as_it_was(string fixture)
    {
        using var database = await OpenAsync(fixture);
        var monitoring = new SqlMonitoringState(database);
        var (done, begun) = (new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2));
        var stale = TimeSpan.FromHours(1);

        Assert.Null(await monitoring.TryClaimNightAsync(done, Time.AddDays(9), stale, Cancelled));
        Assert.Null(await monitoring.TryClaimNightAsync(begun, Time.AddDays(1), stale, Cancelled));
        Assert.NotNull(
            await monitoring.TryClaimNightAsync(begun, Time.AddDays(2), stale, Cancelled)
        );
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task What_people_say_is_kept_beside_what_an_earlier_version_left(string fixture)
    {
        using var database = await OpenAsync(fixture);
        var monitoring = new SqlMonitoringState(database);
        var signature = Signature.Of("ada", "known", Time);
        var silence = Silence.Of("text", "run-1", null, signature, TimeSpan.FromDays(9));

        Assert.Empty(await monitoring.SilencesAsync(Cancelled));
        await monitoring.AddSilenceAsync(silence, Cancelled);
        await monitoring.HoldAsync("waiting", silence.Id, Cancelled);
        await monitoring.AcknowledgeAsync(
            Acknowledgement.Of(Alert("alert-1"), signature),
            Cancelled
        );

        Assert.Equal([silence], await monitoring.SilencesAsync(Cancelled));
        Assert.Single(await monitoring.AcknowledgementsAsync(Cancelled));
        Assert.Equal(
            [("delivered", MessageFate.Delivered), ("waiting", MessageFate.Waiting)],
            (await monitoring.MessagesAsync("webhook", "alert-1", Cancelled)).Select(m =>
                (m.Id, m.Fate)
            )
        );
        Assert.Empty(
            await monitoring.DueMessagesAsync(
                "webhook",
                Time.AddDays(1),
                LongestWait,
                10,
                Cancelled
            )
        );
    }

    [Theory]
    [InlineData("Sqlite", "sqlite")]
    [InlineData("Postgres", "postgres")]
    public void Every_earlier_version_has_a_fixture(string database, string prefix) =>
        Assert.Equal(
            Migration.Of(database).SkipLast(1).Select(m => $"{prefix}-{m.Version:0000}"),
            Fixtures.Select(f => f.Data).Where(f => f.StartsWith(prefix, StringComparison.Ordinal))
        );

    public void Dispose() => _folder.Dispose();

    private async Task<StateDatabase> OpenAsync(string fixture)
    {
        var sql = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{fixture}.sql"),
            Cancelled
        );
        if (fixture.StartsWith("postgres", StringComparison.Ordinal))
        {
            var location = await server.NewDatabaseOrSkipAsync();
            await using var connection = new Npgsql.NpgsqlConnection(location);
            await connection.OpenAsync(Cancelled);
            await using var restore = new Npgsql.NpgsqlCommand(sql, connection);
            await restore.ExecuteNonQueryAsync(Cancelled);
            return new PostgresDatabase(location);
        }

        await using (
            var connection = new Microsoft.Data.Sqlite.SqliteConnection(
                $"Data Source={_folder.At("state.db")};Pooling=False;Foreign Keys=False"
            )
        )
        {
            await connection.OpenAsync(Cancelled);
            await using var restore = connection.CreateCommand();
            restore.CommandText = sql;
            await restore.ExecuteNonQueryAsync(Cancelled);
        }

        return new SqliteDatabase(_folder.At("state.db"));
    }

    private static async Task<List<(string, long)>> ChangedAsync(SqlMonitoringState monitoring) =>
        [.. (await monitoring.ChangedAsync(Cancelled)).Select(d => (d.Domain, d.Version))];
}
