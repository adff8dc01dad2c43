using Azure.Core;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Storage.Postgres;
using ScalingPipeline.Storage.State;
using ScalingPipeline.Storage.State.Ledger;
using ScalingPipeline.Storage.Tests.State;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests.Postgres;

public sealed class PostgresDatabaseTests(PostgresServer server)
{
    private const string KillMe = "SELECT pg_terminate_backend(pg_backend_pid())";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_committed_is_there_for_another_process()
    {
        var location = await server.NewDatabaseOrSkipAsync();
        using (var first = new PostgresDatabase(location))
        {
            await CommitAsync(first);
        }

        using var second = new PostgresDatabase(location);

        Assert.Equal(1, (await new SqlLedger(second).CountAsync(Cancelled)).Committed);
    }

    [Fact]
    public async Task Processes_that_start_together_make_the_tables_once()
    {
        var location = await server.NewDatabaseOrSkipAsync();

        await Parallel.ForAsync(
            0,
            8,
            Cancelled,
            (_, _) =>
            {
                new PostgresDatabase(location).Dispose();
                return ValueTask.CompletedTask;
            }
        );

        using var database = new PostgresDatabase(location);
        Assert.Equal(0, (await new SqlLedger(database).CountAsync(Cancelled)).Seen);
    }

    [Fact]
    public async Task A_transaction_whose_connection_breaks_is_repeated_and_happens_once()
    {
        using var database = new PostgresDatabase(await server.NewDatabaseOrSkipAsync());
        var attempts = 0;

        await database.WriteAsync(
            async transaction =>
            {
                var writer = new LedgerWriter(transaction);
                await writer.RecordAsync(Samples.Entry("a", state: BlobState.Foreign));
                if (++attempts < 3)
                {
                    await transaction.ExecuteAsync(KillMe);
                }
            },
            Cancelled
        );

        Assert.Equal(3, attempts);
        Assert.Equal(1, (await new SqlLedger(database).CountAsync(Cancelled)).Seen);
    }

    [Fact]
    public async Task A_fault_that_does_not_pass_is_told_in_one_sentence_after_a_bounded_number_of_repeats()
    {
        var time = new HurriedTime();
        using var database = new PostgresDatabase(
            await server.NewDatabaseOrSkipAsync(),
            time: time
        );
        var attempts = 0;

        var told = await Assert.ThrowsAsync<IOException>(() =>
            database.WriteAsync(
                transaction =>
                {
                    attempts++;
                    return transaction.ExecuteAsync(KillMe);
                },
                Cancelled
            )
        );

        Assert.Equal(1 + PostgresRetry.WhileRunning, attempts);
        Assert.StartsWith(database.Location, told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told.Message);
    }

    [Fact]
    public async Task A_mistake_in_a_transaction_is_not_repeated()
    {
        using var database = new PostgresDatabase(await server.NewDatabaseOrSkipAsync());
        var attempts = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.WriteAsync<int>(
                async transaction =>
                {
                    attempts++;
                    await new LedgerWriter(transaction).RecordAsync(
                        Samples.Entry("a", state: BlobState.Foreign)
                    );
                    throw new InvalidOperationException("a mistake");
                },
                Cancelled
            )
        );

        Assert.Equal(1, attempts);
        Assert.Equal(0, (await new SqlLedger(database).CountAsync(Cancelled)).Seen);
    }

    [Fact]
    public async Task A_server_that_crashes_and_comes_back_loses_no_commit_and_needs_no_restart_of_the_worker()
    {
        PostgresServer.SkipUnlessInstalled();
        await using var own = new PostgresServer();
        using var database = new PostgresDatabase(await own.NewDatabaseOrSkipAsync());
        await CommitAsync(database, "one");
        await own.StopAsync();

        var writing = CommitAsync(database, "another");
        await own.RestartAsync();
        await writing;

        Assert.Equal(2, (await new SqlLedger(database).CountAsync(Cancelled)).Committed);
    }

    [Fact]
    public async Task All_queries_of_a_read_see_one_moment_and_cannot_write()
    {
        var location = await server.NewDatabaseOrSkipAsync();
        using var database = new PostgresDatabase(location);
        using var other = new PostgresDatabase(location);

        var (before, after) = await database.ReadAsync(
            async transaction =>
            {
                var first = await CountAsync(transaction);
                await CommitAsync(other);
                return (first, await CountAsync(transaction));
            },
            Cancelled
        );

        Assert.Equal((0, 0), (before, after));
        await Assert.ThrowsAsync<IOException>(() =>
            database.ReadAsync(t => t.ExecuteAsync("DELETE FROM ledger"), Cancelled)
        );
    }

    [Fact]
    public async Task A_state_of_a_newer_version_is_refused()
    {
        var location = await server.NewDatabaseOrSkipAsync();
        using (var database = new PostgresDatabase(location))
        {
            await database.WriteAsync(
                t => t.ExecuteAsync("INSERT INTO schema_version (version) VALUES (99)"),
                Cancelled
            );
        }

        var refused = Assert.Throws<IOException>(() => new PostgresDatabase(location));

        Assert.Contains("schema 99; this one knows 5", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_a_wrong_password_a_missing_right_and_a_dead_server_are_told_apart()
    {
        var location = await server.NewDatabaseOrSkipAsync();
        var name = location.Split("Database=")[1].Split(';')[0];
        await server.ExecuteAsync(
            "DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'r'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        );

        Assert.Contains(
            "createdb -h 127.0.0.1",
            Refusal(location.Replace(name, "nowhere", StringComparison.Ordinal))
        );
        Assert.Contains("refused the user scaling", Refusal($"{location};Password=wrong"));
        Assert.Contains("may not do this", Refusal($"{location};Username=reader;Password=r"));
        Assert.Contains("cannot be reached", Refusal($"{location};Port=1"));
        Assert.Contains("asks for a password", Refusal($"{location};Password="));
    }

    [Fact]
    public async Task An_identity_signs_in_with_its_token()
    {
        var location = await server.NewDatabaseOrSkipAsync();
        await server.ExecuteAsync(
            "DO $$ BEGIN CREATE ROLE worker SUPERUSER LOGIN PASSWORD 'token-1'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        );
        var identity = new Identity("token-1");
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(location)
        {
            Username = "worker",
            Password = null,
            SslMode = Npgsql.SslMode.Disable,
        };

        using var database = new PostgresDatabase(settings.ConnectionString, identity);

        await CommitAsync(database);
        Assert.Equal("https://ossrdbms-aad.database.windows.net/.default", identity.Asked);
    }

    private static string Refusal(string location)
    {
        var refused = Assert.Throws<IOException>(() => new PostgresDatabase(location));
        Assert.DoesNotContain('\n', refused.Message);
        return refused.Message;
    }

    private static Task CommitAsync(PostgresDatabase database, string name = "a") =>
        new SqlLedger(database).CommitAsync(
            Samples.Entry(name),
            Samples.Training(steps: [name.Length]),
            Cancelled
        );

    private static Task<long> CountAsync(StateTransaction transaction) =>
        transaction.FirstOrDefaultAsync<long>("SELECT COUNT(*) FROM ledger");

    private sealed class Identity(string token) : TokenCredential
    {
        public string? Asked { get; private set; }

        public override AccessToken GetToken(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        )
        {
            Asked = requestContext.Scopes[0];
            return new(token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>Waits are over at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
