using System.Data;
using Azure.Core;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Polly;
using ScalingPipeline.Storage.State;

namespace ScalingPipeline.Storage.Postgres;

/// <summary>The state in a PostgreSQL database, from version 15 on: for workers on many machines.</summary>
/// <remarks>
/// Writers of all processes come one after another: each takes one lock of the database before it looks at anything, so that every statement sees
/// all that was committed before. A process that vanishes in the middle of a transaction loses the lock after a minute. Transactions whose
/// connection breaks are repeated, also when nobody knows whether the commit took effect.
/// </remarks>
public sealed class PostgresDatabase : StateDatabase
{
    /// <summary>Any number that no one else in the database takes: "scaling" in ASCII.</summary>
    private const long WriterLock = 0x7363616C696E67;

    // One round trip with BEGIN. Local settings, so that a connection pooler in between does no harm.
    private static readonly string _enter = $"""
        SET LOCAL lock_timeout = '30s';
        SET LOCAL idle_in_transaction_session_timeout = '60s';
        SELECT pg_advisory_xact_lock({WriterLock});
        """;

    private readonly PostgresLocation _location;
    private readonly NpgsqlDataSource _source;
    private readonly ResiliencePipeline _repeat;
    private readonly ResiliencePipeline _atStart;
    private readonly SemaphoreSlim _beginning = new(1);
    private volatile bool _hasBegun;

    /// <summary>Connects, makes the tables where they are missing, and brings older ones up to date: at once, or with the first transaction.</summary>
    /// <param name="location">See <see cref="StorageOptions.State"/>.</param>
    /// <param name="identity">Signs in with its tokens as passwords; null: password, passfile or certificate.</param>
    /// <param name="time">The clock of the waits between repeats. Default: the system's.</param>
    /// <param name="loggers">Told of repeats.</param>
    /// <param name="later">
    /// Connects with the first transaction instead, and again with each until it succeeds: for a service that is there before its database.
    /// </param>
    /// <exception cref="ArgumentException">The location is wrong.</exception>
    /// <exception cref="IOException">The database cannot be used as state: not reached, refused, missing, or of a newer version.</exception>
    public PostgresDatabase(
        string location,
        TokenCredential? identity = null,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        bool later = false
    )
    {
        _location = PostgresLocation.Parse(location);
        var builder = new NpgsqlDataSourceBuilder(
            _location.ConnectionString(tokens: identity is not null)
        );
        if (identity is not null)
        {
            EntraPassword.UseTokens(builder, identity);
        }

        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<PostgresDatabase>();
        _source = builder.Build();
        _repeat = PostgresRetry.Build(
            PostgresRetry.WhileRunning,
            _location,
            time ?? TimeProvider.System,
            logger
        );
        _atStart = PostgresRetry.Build(
            PostgresRetry.AtStart,
            _location,
            time ?? TimeProvider.System,
            logger
        );
        if (later)
        {
            return;
        }

        try
        {
            BeginAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    public override string Location => _location.Display;

    internal override Task<T> ReadAsync<T>(
        Func<StateTransaction, Task<T>> read,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            IsolationLevel.RepeatableRead,
            "SET TRANSACTION READ ONLY",
            read,
            cancellationToken
        );

    internal override Task<T> WriteAsync<T>(
        Func<StateTransaction, Task<T>> write,
        CancellationToken cancellationToken
    ) => RunAsync(IsolationLevel.ReadCommitted, _enter, write, cancellationToken);

    internal override async Task<DateTimeOffset> NowAsync(StateTransaction transaction) =>
        new(
            await transaction.FirstOrDefaultAsync<DateTime>(
                "SELECT clock_timestamp() AT TIME ZONE 'UTC'"
            ),
            TimeSpan.Zero
        );

    protected override void Dispose(bool disposing)
    {
        _source.Dispose();
        _beginning.Dispose();
    }

    private async Task<T> RunAsync<T>(
        IsolationLevel isolation,
        string enter,
        Func<StateTransaction, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        await BeginAsync(cancellationToken);
        try
        {
            return await _repeat.ExecuteAsync(
                async token =>
                {
                    await using var connection = await _source.OpenConnectionAsync(token);
                    await using var transaction = await connection.BeginTransactionAsync(
                        isolation,
                        token
                    );
                    var state = new StateTransaction(transaction, token, PostgresText.Of);
                    await state.ExecuteAsync(enter);
                    var result = await work(state);
                    await transaction.CommitAsync(token);
                    return result;
                },
                cancellationToken
            );
        }
        catch (NpgsqlException problem)
        {
            throw Explained(problem);
        }
    }

    /// <summary>Once: makes the tables or brings them up to date. Until that succeeds, whoever wants anything of the state tries it.</summary>
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_hasBegun)
        {
            return;
        }

        await _beginning.WaitAsync(cancellationToken);
        try
        {
            if (!_hasBegun)
            {
                await _atStart.ExecuteAsync(BringUpToDateAsync, cancellationToken);
                _hasBegun = true;
            }
        }
        catch (Exception problem)
            when (problem is not IOException && !cancellationToken.IsCancellationRequested)
        {
            throw Explained(problem);
        }
        finally
        {
            _beginning.Release();
        }
    }

    private async ValueTask BringUpToDateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                _enter,
                transaction: transaction,
                cancellationToken: cancellationToken
            )
        );
        Migration.BringUpToDate("Postgres", $"The state in {Location}", transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    private IOException Explained(Exception problem) =>
        new(PostgresFault.Sentence(_location, problem), problem);
}
